package dev.heddle.coordinator.topology;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a node from its agent alone. Not ledger data: it is re-learnt after every change of leader.
 *
 * @param hello the first words of its newest session
 * @param session number of that session; only the node's highest counts
 * @param words how much was said in that session: of two observations of one session the one with more is newer
 * @param replica the replica that the agent is connected to
 * @param connected whether that session is open
 * @param since when it became connected or was lost
 * @param report the last report, empty until the session's first snapshot
 * @param applied the last applied state of this session
 */
public record NodeObservation(
        Hello hello,
        long session,
        long words,
        String replica,
        boolean connected,
        Instant since,
        Optional<NodeReport> report,
        Optional<Applied> applied) {

    /** What is closed says nothing more. */
    private static final long LAST_WORD = Long.MAX_VALUE;

    /** The node. */
    public NodeName node() {
        return hello.node();
    }

    /** The boot that speaks. */
    public BootId boot() {
        return hello.boot();
    }

    /**
     * Whether the agent has opened a session and not said yet how the node is. It soon does, or its session is closed:
     * until then nothing follows from it.
     */
    public boolean isOpening() {
        return connected && (report.isEmpty() || applied.isEmpty());
    }

    /** Whether {@code other}, of the same node, was said later. */
    public boolean isOlderThan(NodeObservation other) {
        return session < other.session || (session == other.session && words < other.words);
    }

    /** A new session; nothing of an older one carries over but its last report, for people to see. */
    public static NodeObservation opened(Hello hello, long session, String replica, Instant at) {
        return new NodeObservation(hello, session, 0, replica, true, at, Optional.empty(), Optional.empty());
    }

    /** With a newer report. */
    public NodeObservation withReport(NodeReport newer) {
        return new NodeObservation(hello, session, words + 1, replica, connected, since, Optional.of(newer), applied);
    }

    /** With a newer applied state. */
    public NodeObservation withApplied(Applied newer) {
        return new NodeObservation(hello, session, words + 1, replica, connected, since, report, Optional.of(newer));
    }

    /** With the session closed. */
    public NodeObservation closed(Instant at) {
        return new NodeObservation(hello, session, LAST_WORD, replica, false, at, report, applied);
    }
}
