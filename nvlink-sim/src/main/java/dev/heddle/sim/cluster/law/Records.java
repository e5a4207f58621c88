package dev.heddle.sim.cluster.law;

import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitState;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records that an image shows, by kind and id, with their versions.
 *
 * @param byName the records
 */
record Records(SortedMap<String, Versioned> byName) {

    /**
     * A record and its version.
     *
     * @param record what it says
     * @param version its version
     */
    record Versioned(Object record, long version) {}

    static Records of(Image image) {
        SortedMap<String, Versioned> byName = new TreeMap<>();
        for (UnitState unit : image.units().values()) {
            byName.put("unit " + unit.unit().id(), new Versioned(unit.unit(), unit.version()));
        }
        for (ComputeDomainState state : image.computeDomains().values()) {
            byName.put(
                    "ComputeDomain " + state.computeDomain().uid(),
                    new Versioned(state.computeDomain(), state.version()));
        }
        return new Records(byName);
    }

    /** What the others do not have like this. */
    SortedMap<String, Versioned> without(Records others) {
        SortedMap<String, Versioned> own = new TreeMap<>(byName);
        own.entrySet().removeIf(entry -> entry.getValue().equals(others.byName.get(entry.getKey())));
        return own;
    }
}
