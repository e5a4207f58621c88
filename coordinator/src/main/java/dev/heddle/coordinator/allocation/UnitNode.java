package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RackName;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A node in its ledger unit. Everything that the node is told follows from its unit's record alone.
 *
 * @param name the node
 * @param generation change number of its desired state, 1 or above
 * @param boot the adopted boot
 * @param state whether its GPUs may be granted as far as the ledger is concerned
 * @param place where it stands
 * @param gpus its GPUs in index order
 */
public record UnitNode(NodeName name, long generation, BootId boot, State state, Place place, List<GpuUuid> gpus) {

    /** A generation above this, in an agent's word or an archive, is refused: too few could follow it. */
    public static final long MAX_GENERATION = 1L << 62;

    /** Copies the GPUs. */
    public UnitNode {
        gpus = List.copyOf(gpus);
    }

    /**
     * Where a node stands and how its IMEX peers find it.
     *
     * @param rack its rack
     * @param tray compute tray from 0; empty where not reported
     * @param imexClique clique whose IMEX domain it belongs to; empty = none
     * @param address where IMEX peers reach it
     */
    public record Place(RackName rack, OptionalInt tray, OptionalLong imexClique, String address) {}

    /**
     * What the ledger holds against a node.
     *
     * @param cordoned an operator lets nothing new onto it
     * @param scrubbing it must be cleaned of everything before it is trusted
     * @param fenced an operator declared it powered off
     */
    public record State(boolean cordoned, boolean scrubbing, boolean fenced) {

        /** Not yet cleaned, otherwise nothing. */
        public static final State ADOPTING = new State(false, true, false);

        /** Cordoned or not. */
        public State withCordoned(boolean on) {
            return new State(on, scrubbing, fenced);
        }

        /** Being scrubbed or not; a scrubbed node is no longer fenced. */
        public State withScrubbing(boolean on) {
            return new State(cordoned, on, false);
        }

        /** Declared powered off. */
        public State withFenced() {
            return new State(cordoned, scrubbing, true);
        }
    }

    /** With the next generation: its desired state changes in this commit. */
    public UnitNode bumped() {
        return new UnitNode(name, generation + 1, boot, state, place, gpus);
    }

    /** With a generation above {@code floor}. */
    public UnitNode bumpedAbove(long floor) {
        return new UnitNode(name, Math.max(generation, floor) + 1, boot, state, place, gpus);
    }

    /** With another state. */
    public UnitNode with(State other) {
        return new UnitNode(name, generation, boot, other, place, gpus);
    }

    /** At another place. */
    public UnitNode at(Place other) {
        return new UnitNode(name, generation, boot, state, other, gpus);
    }

    /** Under another boot. */
    public UnitNode booted(BootId other) {
        return new UnitNode(name, generation, other, state, place, gpus);
    }

    /** With other GPUs. */
    public UnitNode withGpus(List<GpuUuid> other) {
        return new UnitNode(name, generation, boot, state, place, other);
    }
}
