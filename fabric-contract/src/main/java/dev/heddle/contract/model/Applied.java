package dev.heddle.contract.model;

import java.util.List;
import java.util.Optional;

/**
 * What a node holds, stamped with the order it follows.
 *
 * @param stamp (epoch, node generation) persisted by the agent
 * @param boot the boot it speaks of
 * @param instance the agent process
 * @param record whether the agent's durable record could be trusted
 * @param held every grant still held, released ones absent
 * @param refusal why the last Desired was refused, if it was
 */
public record Applied(
        Stamp stamp,
        BootId boot,
        AgentInstance instance,
        RecordState record,
        List<HeldGrant> held,
        Optional<Refusal> refusal) {

    /** Copies the grants. */
    public Applied {
        held = List.copyOf(held);
    }

    /**
     * A refused Desired.
     *
     * @param reason why
     * @param stamp the stamp of the refused Desired
     * @param detail for people
     */
    public record Refusal(RefusalReason reason, Stamp stamp, String detail) {}
}
