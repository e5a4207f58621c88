package dev.heddle.coordinator.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.heddle.coordinator.api.dto.CliqueDto;
import dev.heddle.coordinator.api.dto.ComputeDomainDto;
import dev.heddle.coordinator.api.dto.DeltaDto;
import dev.heddle.coordinator.api.dto.LinkDto;
import dev.heddle.coordinator.api.dto.MemberDto;
import dev.heddle.coordinator.api.dto.NodeDetailDto;
import dev.heddle.coordinator.api.dto.NodesChangedDto;
import dev.heddle.coordinator.api.dto.NvlinkDomainDto;
import dev.heddle.coordinator.api.dto.Page;
import dev.heddle.coordinator.api.dto.PlacementDto;
import dev.heddle.coordinator.api.dto.RackDetailDto;
import dev.heddle.coordinator.api.dto.SnapshotDto;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which fields an answer always has: those whose type may not be null. */
final class RequiredFields {

    private static final List<Class<?>> ANSWERS = List.of(
            CliqueDto.class,
            ComputeDomainDto.class,
            DeltaDto.class,
            LinkDto.class,
            MemberDto.class,
            NodeDetailDto.class,
            NodesChangedDto.class,
            NvlinkDomainDto.class,
            Page.class,
            PlacementDto.class,
            RackDetailDto.class,
            SnapshotDto.class);

    private final Map<String, Set<String>> bySchema = new TreeMap<>();

    private RequiredFields() {}

    /** Fields by name of their schema; those of lists under {@code Page}. */
    static Map<String, Set<String>> bySchema() {
        RequiredFields fields = new RequiredFields();
        ANSWERS.forEach(fields::visit);
        return fields.bySchema;
    }

    private void visit(Class<?> type) {
        if (type.isRecord() && !bySchema.containsKey(name(type))) {
            List<String> required = new ArrayList<>();
            bySchema.put(name(type), Set.of());
            collect(type, required);
            bySchema.put(name(type), Set.copyOf(required));
        }
    }

    private void collect(Class<?> type, List<String> required) {
        for (RecordComponent component : type.getRecordComponents()) {
            visit(component.getType());
            if (component.getAnnotatedType() instanceof AnnotatedParameterizedType generic) {
                for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                    if (argument.getType() instanceof Class<?> nested) {
                        visit(nested);
                    }
                }
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                collect(component.getType(), required);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
    }

    private static String name(Class<?> type) {
        Schema schema = type.getAnnotation(Schema.class);
        return schema == null ? type.getSimpleName() : schema.name();
    }
}
