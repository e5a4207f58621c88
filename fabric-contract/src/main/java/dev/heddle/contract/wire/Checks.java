package dev.heddle.contract.wire;

import dev.heddle.contract.model.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Range checks of what came over the wire. */
final class Checks {

    /** An IP address or host name, with a port or zone. It ends up in configuration files, so nothing else passes. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:_%\\[\\]-]{0,253}");

    private Checks() {}

    /** Maps one element; may refuse it. */
    interface Mapper<P, M> {
        M map(P wire) throws WireFormatException;
    }

    /** An unsigned 32-bit number of which only the lower half of the range makes sense. */
    static int number(String field, int value) throws WireFormatException {
        return number(field, value, Integer.MAX_VALUE);
    }

    static int number(String field, int value, int max) throws WireFormatException {
        if (value < 0 || value > max) {
            throw new WireFormatException(field, "must be 0 to " + max + ", was " + Integer.toUnsignedString(value));
        }
        return value;
    }

    /** An unsigned 64-bit number of which only the lower half of the range makes sense. */
    static long number(String field, long value) throws WireFormatException {
        if (value < 0) {
            throw new WireFormatException(
                    field, "must be 0 to " + Long.MAX_VALUE + ", was " + Long.toUnsignedString(value));
        }
        return value;
    }

    static String text(String field, String value) throws WireFormatException {
        if (value.length() > Limits.MAX_TEXT_CHARS) {
            throw new WireFormatException(
                    field, "must be at most " + Limits.MAX_TEXT_CHARS + " characters, was " + value.length());
        }
        return value;
    }

    static String address(String field, String value) throws WireFormatException {
        if (!ADDRESS.matcher(value).matches()) {
            throw new WireFormatException(field, "must be an IP address or host name of at most 253 characters");
        }
        return value;
    }

    /** Builds an id by its constructor, which checks it. */
    static <T> T id(String field, Function<String, T> constructor, String value) throws WireFormatException {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            throw new WireFormatException(field, String.valueOf(e.getMessage()));
        }
    }

    /** Checks a text that an id can be made of later, or that is empty. */
    static String idOrEmpty(String field, Function<String, ?> constructor, String value) throws WireFormatException {
        if (!value.isEmpty()) {
            id(field, constructor, value);
        }
        return value;
    }

    /** Maps at most {@code max} elements, in order. */
    static <P, M> List<M> list(String field, Collection<P> wire, int max, Mapper<P, M> mapper)
            throws WireFormatException {
        if (wire.size() > max) {
            throw new WireFormatException(field, "at most " + max + " are allowed, were " + wire.size());
        }
        List<M> result = new ArrayList<>(wire.size());
        for (P element : wire) {
            result.add(mapper.map(element));
        }
        return result;
    }

    /** Refuses a list that names the same thing twice. */
    static <T> List<T> distinct(String field, List<T> elements, Function<T, ?> key) throws WireFormatException {
        Set<Object> seen = new HashSet<>();
        for (T element : elements) {
            if (!seen.add(key.apply(element))) {
                throw new WireFormatException(field, "names the same thing twice");
            }
        }
        return elements;
    }
}
