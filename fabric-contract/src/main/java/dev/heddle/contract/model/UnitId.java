package dev.heddle.contract.model;

/**
 * Identity of a ledger unit, made when its first GPU is adopted; never derived from a clusterUuid, which may change.
 *
 * @param value the id
 */
public record UnitId(String value) implements Comparable<UnitId> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public UnitId {
        Text.token("unit id", value);
    }

    @Override
    public int compareTo(UnitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
