package dev.heddle.contract.model;

/**
 * Name of a rack: configured on its nodes, or its chassis serial number.
 *
 * @param value the id
 */
public record RackName(String value) implements Comparable<RackName> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public RackName {
        Text.token("rack name", value);
    }

    @Override
    public int compareTo(RackName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
