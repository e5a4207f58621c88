package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.Pace;
import dev.heddle.contract.proto.v1.Resync;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One agent's stream. Its messages come one at a time; everything else may come from any thread. Whatever is sent is
 * sent under one lock, and the desired state only while the transport takes it: an agent that reads slowly gets the
 * newest one later, never a queue of old ones.
 */
final class AgentSession implements StreamObserver<AgentMessage> {

    private final Sessions sessions;
    private final ServerCallStreamObserver<CoordinatorMessage> out;
    private final String peer;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean handshaking = new AtomicBoolean(true);
    private final AtomicBoolean repeat = new AtomicBoolean();
    private final AtomicInteger pushesWanted = new AtomicInteger();

    private volatile boolean ended;
    private volatile @Nullable Conversation conversation;
    private volatile long heardAt;
    private volatile long unsyncedSince;
    // Guarded by sending.
    private @Nullable Stamp sent;

    AgentSession(Sessions sessions, ServerCallStreamObserver<CoordinatorMessage> out, String peer) {
        this.sessions = sessions;
        this.out = out;
        this.peer = peer;
        this.heardAt = sessions.nanoTime();
        this.unsyncedSince = heardAt;
    }

    @Override
    public void onNext(AgentMessage message) {
        if (ended) {
            return;
        }
        heardAt = sessions.nanoTime();
        try {
            sessions.metrics().heard(message.getBodyCase());
            Conversation known = conversation;
            if (message == TolerantMarshaller.UNREADABLE) {
                close(new Closure(CloseReason.MALFORMED, "The bytes are no message of the contract."));
            } else if (known == null) {
                greet(message);
            } else {
                act(known.hear(message));
            }
        } catch (RuntimeException e) {
            sessions.log().error("Session of {} failed", peer, e);
            close(new Closure(CloseReason.INTERNAL, "The coordinator failed to handle a message; see its log."));
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(null);
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private void greet(AgentMessage message) {
        if (!message.hasHello()) {
            close(new Closure(CloseReason.MALFORMED, "The first message must be a hello."));
            return;
        }
        try {
            Hello hello = FromWire.hello(message.getHello());
            Optional<Closure> refusal = sessions.judge(hello);
            if (refusal.isPresent()) {
                close(refusal.get(), Optional.of(hello.node()));
            } else {
                open(hello);
            }
        } catch (WireFormatException e) {
            close(new Closure(CloseReason.MALFORMED, String.valueOf(e.getMessage())));
        }
    }

    private void open(Hello hello) {
        Conversation opened = Conversation.opened(sessions.opened(hello));
        conversation = opened;
        send(CoordinatorMessage.newBuilder()
                .setAccepted(sessions.accepted(opened.observation().session()))
                .build());
        if (sessions.register(this, opened.observation())) {
            requestPush();
        } else {
            supersede();
        }
    }

    private void act(Turn turn) {
        switch (turn) {
            case Turn.Heard heard -> {
                synced(heard.next());
                conversation = heard.next();
                sessions.observe(this, heard.next().observation());
                leaveIfBehind(heard.next().observation().applied());
            }
            case Turn.Quiet quiet -> {
                conversation = quiet.next();
                repeatIfLost(quiet.next().observation());
            }
            case Turn.Gap gap -> {
                unsyncedSince = heardAt;
                conversation = gap.next();
                sessions.metrics().resyncAsked();
                send(CoordinatorMessage.newBuilder()
                        .setResync(Resync.newBuilder().setReason(gap.reason()))
                        .build());
            }
            case Turn.Broken broken -> close(broken.closure());
        }
    }

    private void synced(Conversation next) {
        if (next.synced()) {
            leaveHandshake();
        }
    }

    /** A standby whose Desired is refused as old is behind the agent: the agent had better ask another replica. */
    private void leaveIfBehind(Optional<Applied> applied) {
        Optional<Applied.Refusal> refusal = applied.flatMap(Applied::refusal);
        if (refusal.isPresent()
                && refusal.get().reason() == RefusalReason.OLD
                && refusal.get().stamp().equals(lastSent())
                && !sessions.engine().leading()) {
            sendAway("This replica is behind what the agent has been told.");
        }
    }

    /** What was lost on the way to the image, or forgotten by a new leader, is said again with the next heartbeat. */
    private void repeatIfLost(NodeObservation heard) {
        if (!endIfOutlived(heard)
                && sessions.engine()
                        .known(heard.node())
                        .filter(known -> sameWords(known, heard))
                        .isEmpty()) {
            sessions.observe(this, heard);
        }
    }

    /** Ends the stream if the image has a newer session of the node, or has this one as closed. */
    private boolean endIfOutlived(NodeObservation mine) {
        Optional<NodeObservation> known = sessions.engine().known(mine.node());
        if (known.isEmpty() || known.get().session() < mine.session()) {
            return false;
        }
        if (known.get().session() > mine.session()) {
            supersede();
            return true;
        }
        if (!known.get().connected()) {
            close(new Closure(CloseReason.GIVEN_UP, "The leader took this session for closed."));
        }
        return !known.get().connected();
    }

    private static boolean sameWords(NodeObservation a, NodeObservation b) {
        return a.session() == b.session()
                && a.report().equals(b.report())
                && a.applied().equals(b.applied());
    }

    /** As {@link #requestPush}, and hands in once more all that the agent has said. */
    void requestAll() {
        repeat.set(true);
        requestPush();
    }

    private @Nullable Stamp lastSent() {
        sending.lock();
        try {
            return sent;
        } finally {
            sending.unlock();
        }
    }

    /** Sends the node's desired state soon, if it is another than the last one sent. Calls in between are one. */
    void requestPush() {
        if (pushesWanted.getAndIncrement() == 0) {
            sessions.executor().execute(this::pushAll);
        }
    }

    private void pushAll() {
        int served;
        do {
            served = pushesWanted.get();
            push();
        } while (pushesWanted.addAndGet(-served) != 0);
    }

    private void push() {
        Conversation known = conversation;
        if (ended || known == null) {
            return;
        }
        if (endIfOutlived(known.observation())) {
            return;
        }
        if (repeat.getAndSet(false)) {
            sessions.observe(this, known.observation());
        }
        Optional<Desired> desired =
                sessions.engine().desired(known.observation().node());
        // What is meant for another boot would only be refused.
        if (desired.isPresent()
                && desired.get().boot().equals(known.observation().boot())) {
            send(desired.get());
        }
    }

    private void send(Desired desired) {
        sending.lock();
        try {
            // Not ready: the transport calls back when it is, and the newest is asked for again.
            if (ended || desired.stamp().equals(sent) || !out.isReady()) {
                return;
            }
            out.onNext(CoordinatorMessage.newBuilder()
                    .setDesired(ToWire.desired(desired))
                    .build());
            sent = desired.stamp();
            sessions.metrics().desiredSent();
        } finally {
            sending.unlock();
        }
    }

    private void send(CoordinatorMessage message) {
        sending.lock();
        try {
            if (!ended) {
                out.onNext(message);
            }
        } finally {
            sending.unlock();
        }
    }

    /** Why the session must be closed at this time, if it must. */
    Optional<Closure> overdue(long now, AgentProperties limits) {
        Conversation known = conversation;
        boolean late = now - unsyncedSince > limits.handshakeTimeout().toNanos();
        if (known == null) {
            return late
                    ? Optional.of(
                            new Closure(CloseReason.NO_HELLO, "No hello came within " + limits.handshakeTimeout()))
                    : Optional.empty();
        }
        if (now - heardAt > limits.heartbeatInterval().toNanos() * AgentProperties.MISSED_HEARTBEATS) {
            return Optional.of(new Closure(
                    CloseReason.SILENT,
                    "Node " + known.observation().node() + " missed " + AgentProperties.MISSED_HEARTBEATS
                            + " heartbeats."));
        }
        return late && !known.synced()
                ? Optional.of(new Closure(
                        CloseReason.NO_SNAPSHOT,
                        "Node " + known.observation().node() + " sent no snapshot within " + limits.handshakeTimeout()))
                : Optional.empty();
    }

    /** Ends the stream because the node has a newer session. */
    void supersede() {
        close(new Closure(CloseReason.SUPERSEDED, "The node has a newer session."));
    }

    /** Ends the stream. */
    void close(Closure closure) {
        close(closure, node());
    }

    private void close(Closure closure, Optional<NodeName> node) {
        if (end(closure.status())) {
            sessions.closed(new EngineView.Remark(node, closure, peer));
        }
    }

    /** Asks the agent to come back later, maybe to another replica, and ends the stream. */
    void sendAway(String reason) {
        Pace pace = sessions.pace(reason);
        send(CoordinatorMessage.newBuilder().setPace(pace).build());
        if (end(Status.OK)) {
            sessions.metrics().paced();
        }
    }

    /**
     * Ends the stream once.
     *
     * @param status what the agent gets; null = its side of the stream is gone
     * @return whether this call did
     */
    private boolean end(@Nullable Status status) {
        sending.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            if (status != null && !out.isCancelled()) {
                finish(status);
            }
        } finally {
            sending.unlock();
        }
        leaveHandshake();
        sessions.forget(this, Optional.ofNullable(conversation).map(Conversation::observation));
        return true;
    }

    private void finish(Status status) {
        if (status.isOk()) {
            out.onCompleted();
        } else {
            out.onError(status.asRuntimeException());
        }
    }

    private void leaveHandshake() {
        if (handshaking.compareAndSet(true, false)) {
            sessions.handshakeOver();
        }
    }

    private Optional<NodeName> node() {
        return Optional.ofNullable(conversation)
                .map(known -> known.observation().node());
    }
}
