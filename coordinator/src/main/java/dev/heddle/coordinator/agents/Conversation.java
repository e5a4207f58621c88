package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.Delta;
import dev.heddle.contract.proto.v1.Heartbeat;
import dev.heddle.contract.proto.v1.Snapshot;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.coordinator.topology.ReportMerge;

/**
 * A session after its first words: a pure state machine, one message in, one {@link Turn} out.
 *
 * @param observation all that the agent has said
 * @param seq number of the last snapshot or delta that was folded in
 * @param synced whether deltas can be folded in; false while a snapshot is awaited
 */
record Conversation(NodeObservation observation, long seq, boolean synced) {

    /** Right after the first words: a snapshot is awaited. */
    static Conversation opened(NodeObservation observation) {
        return new Conversation(observation, 0, false);
    }

    /** Folds one message in. */
    Turn hear(AgentMessage message) {
        try {
            return switch (message.getBodyCase()) {
                case HELLO -> broken("hello: only the first message may be one");
                case SNAPSHOT -> snapshot(message.getSnapshot());
                case DELTA -> delta(message.getDelta());
                case APPLIED -> applied(FromWire.applied(message.getApplied()));
                case HEARTBEAT -> heartbeat(message.getHeartbeat());
                // A kind of message that a newer contract may have added.
                case BODY_NOT_SET -> new Turn.Quiet(this);
            };
        } catch (WireFormatException e) {
            return broken(String.valueOf(e.getMessage()));
        }
    }

    private Turn snapshot(Snapshot wire) throws WireFormatException {
        if (wire.getSeq() <= 0) {
            return broken("snapshot.seq: must be 1 or above");
        }
        NodeReport report = FromWire.snapshot(wire);
        return new Turn.Heard(new Conversation(observation.withReport(report), wire.getSeq(), true));
    }

    private Turn delta(Delta wire) throws WireFormatException {
        if (!synced) {
            return new Turn.Quiet(this);
        }
        if (wire.getSeq() != seq + 1) {
            return gap("delta " + Long.toUnsignedString(wire.getSeq()) + " came after " + seq);
        }
        NodeReport before = observation.report().orElseThrow();
        NodeReport after = ReportMerge.merge(before, FromWire.delta(wire));
        if (after.gpus().size() > Limits.MAX_GPUS_PER_NODE) {
            return broken("delta.gpus: the node would have " + after.gpus().size() + " GPUs, at most "
                    + Limits.MAX_GPUS_PER_NODE + " are allowed");
        }
        return new Turn.Heard(new Conversation(observation.withReport(after), wire.getSeq(), true));
    }

    private Turn applied(Applied applied) {
        if (!applied.boot().equals(observation.boot())) {
            return broken("applied.boot_id: is not that of hello");
        }
        if (!applied.instance().equals(observation.hello().instance())) {
            return broken("applied.agent_instance: is not that of hello");
        }
        return new Turn.Heard(new Conversation(observation.withApplied(applied), seq, synced));
    }

    private Turn heartbeat(Heartbeat wire) {
        boolean ahead = Long.compareUnsigned(wire.getSeq(), seq) > 0;
        return synced && ahead
                ? gap("the agent has sent " + Long.toUnsignedString(wire.getSeq()) + ", heard was " + seq)
                : new Turn.Quiet(this);
    }

    private Turn gap(String reason) {
        return new Turn.Gap(new Conversation(observation, seq, false), reason);
    }

    private static Turn broken(String message) {
        return new Turn.Broken(new Closure(CloseReason.MALFORMED, message));
    }
}
