package dev.heddle.contract.model;

/**
 * One process of a node agent; drawn at its start.
 *
 * @param value the id
 */
public record AgentInstance(String value) implements Comparable<AgentInstance> {

    /** @throws IllegalArgumentException if {@code value} is not a printable token */
    public AgentInstance {
        Text.token("agent instance", value);
    }

    @Override
    public int compareTo(AgentInstance other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
