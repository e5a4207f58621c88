package dev.heddle.contract.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * UUID that the fabric manager hands to every GPU of an NVLink domain (NVML fabric info, {@code clusterUuid}).
 * All zeros means "no multi-node fabric" and is normal on an HGX node.
 *
 * @param value lower-case 8-4-4-4-12 hexadecimal text
 */
public record ClusterUuid(String value) implements Comparable<ClusterUuid> {

    // Before NONE, whose constructor needs it.
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The all-zero UUID. */
    public static final ClusterUuid NONE = new ClusterUuid("00000000-0000-0000-0000-000000000000");

    /** @throws IllegalArgumentException if {@code value} is not a UUID */
    public ClusterUuid {
        value = value.toLowerCase(Locale.ROOT);
        if (!UUID.matcher(value).matches()) {
            throw new IllegalArgumentException("cluster uuid must be 8-4-4-4-12 hexadecimal digits");
        }
    }

    /** Whether this names no multi-node fabric. */
    public boolean isNone() {
        return equals(NONE);
    }

    @Override
    public int compareTo(ClusterUuid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
