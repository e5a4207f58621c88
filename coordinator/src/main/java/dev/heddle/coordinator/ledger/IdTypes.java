package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.UnitId;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** How the contract's ids look in JSON: as their text, also as a key. Their {@code toString} is that text. */
final class IdTypes {

    private IdTypes() {}

    static JacksonModule module() {
        SimpleModule module = new SimpleModule("heddle-ids");
        add(module, BootId.class, BootId::new);
        add(module, ClusterUuid.class, ClusterUuid::new);
        add(module, ComputeDomainName.class, ComputeDomainName::new);
        add(module, ComputeDomainUid.class, ComputeDomainUid::new);
        add(module, GpuUuid.class, GpuUuid::new);
        add(module, NodeName.class, NodeName::new);
        add(module, RackName.class, RackName::new);
        add(module, UnitId.class, UnitId::new);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new FromText<>(type, parse));
        module.addKeyDeserializer(type, new FromKey(parse));
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {

        private final Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString();
            if (text == null) {
                return context.reportInputMismatch(handledType(), "an id must be a string");
            }
            return parse.apply(text);
        }
    }

    private static final class FromKey extends KeyDeserializer {

        private final Function<String, ?> parse;

        FromKey(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parse.apply(key);
        }
    }
}
