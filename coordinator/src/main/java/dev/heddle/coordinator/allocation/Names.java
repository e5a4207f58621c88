package dev.heddle.coordinator.allocation;

import java.util.Locale;

/** Enum constants as people and the API write them. */
public final class Names {

    private Names() {}

    /** {@code CLUSTER_UUID_CHANGING} as {@code ClusterUuidChanging}. */
    public static String camel(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
