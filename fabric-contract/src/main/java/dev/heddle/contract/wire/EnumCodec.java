package dev.heddle.contract.wire;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps one enum of the model to and from the wire by name: the wire's constant is the model's with a prefix.
 *
 * @param <M> the model's enum
 * @param <P> the wire's enum
 */
final class EnumCodec<M extends Enum<M>, P extends Enum<P> & ProtocolMessageEnum> {

    private final Map<M, P> toWire;
    private final Map<P, M> fromWire;
    private final @Nullable M fallback;

    private EnumCodec(Class<M> model, Class<P> wire, String prefix, @Nullable M fallback) {
        this.toWire = new EnumMap<>(model);
        this.fromWire = new EnumMap<>(wire);
        this.fallback = fallback;
        for (M constant : model.getEnumConstants()) {
            P other = Enum.valueOf(wire, prefix + constant.name());
            toWire.put(constant, other);
            fromWire.put(other, constant);
        }
    }

    /** What the model has no word for is refused. */
    static <M extends Enum<M>, P extends Enum<P> & ProtocolMessageEnum> EnumCodec<M, P> strict(
            Class<M> model, Class<P> wire, String prefix) {
        return new EnumCodec<>(model, wire, prefix, null);
    }

    /** What the model has no word for becomes {@code fallback}. */
    static <M extends Enum<M>, P extends Enum<P> & ProtocolMessageEnum> EnumCodec<M, P> lenient(
            Class<P> wire, String prefix, M fallback) {
        return new EnumCodec<>(fallback.getDeclaringClass(), wire, prefix, fallback);
    }

    P encode(M value) {
        P result = toWire.get(value);
        if (result == null) {
            throw new IllegalStateException("every constant was mapped by the constructor");
        }
        return result;
    }

    M decode(String field, P value) throws WireFormatException {
        M result = fromWire.get(value);
        if (result != null) {
            return result;
        }
        if (fallback == null) {
            throw new WireFormatException(field, "no such value in this version of the contract");
        }
        return fallback;
    }
}
