package dev.heddle.contract.model;

/**
 * Identity of a ledger; agents pin it at adoption and refuse another's orders.
 *
 * @param value the id
 */
public record ClusterId(String value) implements Comparable<ClusterId> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public ClusterId {
        Text.token("cluster id", value);
    }

    @Override
    public int compareTo(ClusterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
