package dev.heddle.agent.connect;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.agent.observe.ReportDiff;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.Heartbeat;
import dev.heddle.contract.proto.v1.Hello;
import dev.heddle.contract.wire.ToWire;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of one stream. It holds no queue: whenever the stream has room it sends what is newest, so a slow
 * coordinator costs nothing but staleness. Its caller serialises calls.
 */
final class AgentStream {

    private final Outbox outbox;
    private final ClientCallStreamObserver<AgentMessage> stream;
    private final @Nullable AppliedState appliedBefore;

    private boolean accepted;
    private boolean snapshotDue = true;
    private boolean heartbeatDue;
    private long seq;
    private @Nullable NodeReport sentReport;
    private @Nullable Applied sentWords;
    private String sentDigest = "";

    AgentStream(Outbox outbox, ClientCallStreamObserver<AgentMessage> stream) {
        this.outbox = outbox;
        this.stream = stream;
        this.appliedBefore = outbox.applied().orElse(null);
    }

    void hello(Hello hello) {
        stream.onNext(AgentMessage.newBuilder().setHello(hello).build());
    }

    void accepted() {
        accepted = true;
        pump();
    }

    void resync() {
        snapshotDue = true;
        pump();
    }

    void heartbeat() {
        heartbeatDue = true;
        pump();
    }

    /** Sends what is due, as far as there is room. */
    void pump() {
        while (accepted && stream.isReady()) {
            Optional<AgentMessage> message = next();
            if (message.isEmpty()) {
                return;
            }
            stream.onNext(message.get());
        }
    }

    private Optional<AgentMessage> next() {
        return nextReport().or(this::nextApplied).or(this::nextHeartbeat);
    }

    private Optional<AgentMessage> nextReport() {
        Optional<NodeReport> newest = outbox.report();
        if (newest.isEmpty() || (!snapshotDue && newest.get() == sentReport)) {
            return Optional.empty();
        }
        NodeReport report = newest.get();
        NodeReport last = sentReport;
        sentReport = report;
        if (snapshotDue || last == null) {
            snapshotDue = false;
            return Optional.of(AgentMessage.newBuilder()
                    .setSnapshot(ToWire.snapshot(++seq, report))
                    .build());
        }
        ReportDelta delta = ReportDiff.between(last, report);
        return delta.isEmpty()
                ? Optional.empty()
                : Optional.of(AgentMessage.newBuilder()
                        .setDelta(ToWire.delta(++seq, delta))
                        .build());
    }

    private Optional<AgentMessage> nextApplied() {
        AppliedState newest = outbox.applied().orElse(null);
        if (newest == null) {
            return Optional.empty();
        }
        Applied words = newest == appliedBefore ? withoutRefusal(newest.applied()) : newest.applied();
        if (Objects.equals(words, sentWords) && newest.digest().equals(sentDigest)) {
            return Optional.empty();
        }
        sentWords = words;
        sentDigest = newest.digest();
        byte[] digest = HexFormat.of().parseHex(newest.digest());
        return Optional.of(AgentMessage.newBuilder()
                .setApplied(ToWire.applied(words, digest))
                .build());
    }

    /** What was refused on a former stream is no news to this one's coordinator. */
    private static Applied withoutRefusal(Applied applied) {
        return new Applied(
                applied.stamp(),
                applied.boot(),
                applied.instance(),
                applied.record(),
                applied.held(),
                Optional.empty());
    }

    private Optional<AgentMessage> nextHeartbeat() {
        if (!heartbeatDue) {
            return Optional.empty();
        }
        heartbeatDue = false;
        return Optional.of(AgentMessage.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setSeq(seq))
                .build());
    }

    void complete() {
        pump();
        stream.onCompleted();
    }

    void cancel(String why) {
        stream.cancel(why, null);
    }
}
