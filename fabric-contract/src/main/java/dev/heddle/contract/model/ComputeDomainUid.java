package dev.heddle.contract.model;

/**
 * Identity of a ComputeDomain, never reused.
 *
 * @param value the id
 */
public record ComputeDomainUid(String value) implements Comparable<ComputeDomainUid> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public ComputeDomainUid {
        Text.token("ComputeDomain uid", value);
    }

    @Override
    public int compareTo(ComputeDomainUid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
