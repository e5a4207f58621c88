package dev.heddle.coordinator.placement;

import dev.heddle.contract.model.UnitId;

/**
 * A clique inside a ledger unit.
 *
 * @param unit the unit
 * @param label {@code <clusterUuid>.<cliqueId>}, or {@code node/<name>} for a node that is a domain of its own
 */
public record CliqueKey(UnitId unit, String label) implements Comparable<CliqueKey> {

    @Override
    public int compareTo(CliqueKey other) {
        int order = label.compareTo(other.label);
        return order != 0 ? order : unit.compareTo(other.unit);
    }

    @Override
    public String toString() {
        return label;
    }
}
