package dev.heddle.contract.model;

/**
 * Boot id of an operating system, from {@code /proc/sys/kernel/random/boot_id}.
 *
 * @param value the id
 */
public record BootId(String value) implements Comparable<BootId> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public BootId {
        Text.token("boot id", value);
    }

    @Override
    public int compareTo(BootId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
