package dev.heddle.contract.model;

/**
 * UUID of a GPU as NVML prints it, {@code GPU-8-4-4-4-12}.
 *
 * @param value the id
 */
public record GpuUuid(String value) implements Comparable<GpuUuid> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public GpuUuid {
        Text.token("GPU uuid", value);
    }

    @Override
    public int compareTo(GpuUuid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
