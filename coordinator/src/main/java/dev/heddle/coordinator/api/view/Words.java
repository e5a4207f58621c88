package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.api.dto.LinkCountsDto;
import dev.heddle.coordinator.topology.LinkTally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The words of the API: CamelCase names of enums, and absence in place of empty text. */
public final class Words {

    // As many entries as the enums of the model have constants.
    private static final Map<Enum<?>, String> CAMEL = new ConcurrentHashMap<>();

    private Words() {}

    /** {@code CLUSTER_UUID_CHANGING} as {@code ClusterUuidChanging}. */
    public static String camel(Enum<?> word) {
        return CAMEL.computeIfAbsent(word, key -> camel(key.name()));
    }

    /** The constant with that CamelCase name, upper and lower case alike. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> camel(constant).equalsIgnoreCase(text))
                .findFirst();
    }

    /** Every CamelCase name of an enum. */
    public static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::camel).toList();
    }

    private static String camel(String upper) {
        StringBuilder text = new StringBuilder();
        for (String part : upper.split("_")) {
            text.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static @Nullable Integer orNull(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    static LinkCountsDto links(LinkTally tally) {
        return new LinkCountsDto(tally.total(), tally.active(), tally.degraded(), tally.down(), tally.unknown());
    }
}
