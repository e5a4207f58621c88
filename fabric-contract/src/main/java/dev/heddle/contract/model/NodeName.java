package dev.heddle.contract.model;

/**
 * Name of a node, unique in the fleet: what Kubernetes or the operator calls the host.
 *
 * @param value the id
 */
public record NodeName(String value) implements Comparable<NodeName> {

    /** @throws IllegalArgumentException if {@code value} is not a DNS subdomain name of at most 253 characters */
    public NodeName {
        if (!Text.isDnsSubdomain(value)) {
            throw new IllegalArgumentException(
                    "node name must be a DNS name of lower-case letters, digits, dots and dashes");
        }
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
