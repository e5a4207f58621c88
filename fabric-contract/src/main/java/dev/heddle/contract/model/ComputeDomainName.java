package dev.heddle.contract.model;

/**
 * Name a user gives a ComputeDomain.
 *
 * @param value the id
 */
public record ComputeDomainName(String value) implements Comparable<ComputeDomainName> {

    /** @throws IllegalArgumentException if {@code value} is not a DNS label of at most 63 characters */
    public ComputeDomainName {
        if (!Text.isDnsLabel(value)) {
            throw new IllegalArgumentException(
                    "ComputeDomain name must be a DNS label: lower-case letters, digits and dashes, at most 63");
        }
    }

    @Override
    public int compareTo(ComputeDomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
