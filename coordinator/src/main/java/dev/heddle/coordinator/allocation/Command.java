package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Something asked of the engine. */
public sealed interface Command {

    /**
     * A node's agent said something, or fell silent.
     *
     * @param observation all that is known of it now
     */
    record Observe(NodeObservation observation) implements Command {}

    /**
     * Make a ComputeDomain.
     *
     * @param name its name
     * @param spec what is asked for
     * @param origin the request, where the client named it
     * @param waitForCapacity whether it may stay Pending; otherwise it is refused if it cannot be placed now
     */
    record Create(
            ComputeDomainName name,
            ComputeDomainSpec spec,
            Optional<ComputeDomainRecord.Origin> origin,
            boolean waitForCapacity)
            implements Command {}

    /**
     * End a ComputeDomain.
     *
     * @param name which
     * @param expectedVersion version its record must have; empty = any
     */
    record Delete(ComputeDomainName name, OptionalLong expectedVersion) implements Command {}

    /**
     * Let nothing new onto nodes, or again.
     *
     * @param nodes which
     * @param on cordon or uncordon
     */
    record Cordon(List<NodeName> nodes, boolean on) implements Command {

        /** Copies the nodes. */
        public Cordon {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * An operator knows that a node is powered off.
     *
     * @param node which
     */
    record Fence(NodeName node) implements Command {}

    /**
     * An operator removes a node for good.
     *
     * @param node which
     */
    record Forget(NodeName node) implements Command {}

    /**
     * Time has passed, or room may have become free.
     *
     * @param reconsider whether members that were never heard count as lost: not right after a change of leader
     */
    record Tick(boolean reconsider) implements Command {}

    /**
     * An adapter saw something odd: a line for the event feed, nothing more.
     *
     * @param about what it is about
     * @param reason CamelCase reason
     * @param message one sentence
     */
    record Remark(Note.Subject about, String reason, String message) implements Command {}

    /**
     * This leader has just taken over: stamp every record, finish or undo what is half done.
     *
     * @param ledgerOlder an agent knew a higher epoch than the ledger: the ledger was set back, and no record of it is
     *     believed before its nodes are heard
     */
    record TakeOver(boolean ledgerOlder) implements Command {}
}
