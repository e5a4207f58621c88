package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.Pace;
import dev.heddle.contract.proto.v1.Redirect;
import dev.heddle.contract.proto.v1.Resync;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One agent's stream. Its messages come one at a time; everything else may come from any thread.
 */
final class AgentSession implements StreamObserver<AgentMessage> {

    private final Sessions sessions;
    private final Downstream down;
    private final Pushes pushes;
    private final String peer;
    private final long serial;
    private final AtomicBoolean handshaking = new AtomicBoolean(true);

    private volatile @Nullable Conversation conversation;
    private volatile boolean sentOn;
    private volatile long heardAt;
    private volatile long unsyncedSince;

    AgentSession(Sessions sessions, ServerCallStreamObserver<CoordinatorMessage> out, String peer) {
        this.sessions = sessions;
        this.down = new Downstream(out);
        this.pushes = new Pushes(this, sessions, down);
        this.peer = peer;
        this.serial = sessions.nextSerial();
        this.heardAt = sessions.nanoTime();
        this.unsyncedSince = heardAt;
    }

    /** Which stream of its replica it is, counted since the start. */
    long serial() {
        return serial;
    }

    @Override
    public void onNext(AgentMessage message) {
        if (down.ended()) {
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
            fail(e);
        }
    }

    /** Ends the stream because of a fault of this program; the agent comes back and is told everything anew. */
    void fail(RuntimeException fault) {
        sessions.log().error("Session of {} failed", peer, fault);
        close(new Closure(CloseReason.INTERNAL, "The coordinator failed in this session; see its log."));
    }

    @Override
    public void onError(Throwable cause) {
        cancelled();
    }

    /** The agent's side of the stream is gone. */
    void cancelled() {
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
        NodeObservation opened = sessions.register(this, hello);
        // Pushes start with the conversation: nothing goes down before this answer.
        answer(CoordinatorMessage.newBuilder()
                .setAccepted(sessions.accepted(opened.session()))
                .build());
        conversation = Conversation.opened(opened);
        if (down.ended()) {
            // It ended while it became its node's, and nobody else would forget it.
            sessions.forget(this, Optional.of(opened));
        } else {
            requestPush();
        }
    }

    private void act(Turn turn) {
        switch (turn) {
            case Turn.Heard heard -> heard(heard.next());
            case Turn.Quiet quiet -> {
                conversation = quiet.next();
                repeatIfLost(quiet.next().observation());
            }
            case Turn.Gap gap -> {
                unsyncedSince = heardAt;
                conversation = gap.next();
                sessions.metrics().resyncAsked();
                answer(CoordinatorMessage.newBuilder()
                        .setResync(Resync.newBuilder().setReason(gap.reason()))
                        .build());
            }
            case Turn.Broken broken -> close(broken.closure());
        }
    }

    private void heard(Conversation next) {
        Optional<Closure> refusal = sessions.judge(next.observation());
        if (refusal.isPresent()) {
            close(refusal.get());
            return;
        }
        if (next.synced()) {
            leaveHandshake();
        }
        conversation = next;
        sessions.observe(this, next.observation());
        leaveIfBehind(next.observation().applied());
    }

    private void answer(CoordinatorMessage message) {
        if (!down.send(message)) {
            close(new Closure(
                    CloseReason.SLOW, "The agent left more than " + Downstream.MAX_UNREAD + " answers unread."));
        }
    }

    /**
     * A standby whose Desired is refused as old is behind the agent: its picture is dropped, and the agent had better
     * ask another replica.
     */
    private void leaveIfBehind(Optional<Applied> applied) {
        Optional<Applied.Refusal> refusal = applied.flatMap(Applied::refusal);
        if (refusal.isPresent()
                && refusal.get().reason() == RefusalReason.OLD
                && down.lastSent(refusal.get().stamp())
                && !sessions.engine().leading()) {
            sessions.engine().doubt();
            redirect("This replica is behind what the agent has been told.");
        }
    }

    private void redirect(String reason) {
        Optional<String> elsewhere = sessions.engine().elsewhere();
        if (elsewhere.isEmpty()) {
            sendAway(reason);
        } else {
            // It has ended already if it does not end here.
            boolean unused = sendTo(elsewhere.get(), reason);
        }
    }

    /** Asks the agent to go to the replica at {@code address}, and ends the stream; false if it had ended before. */
    boolean sendTo(String address, String reason) {
        sentOn = true;
        // The stream ends in any case.
        boolean unused = down.send(CoordinatorMessage.newBuilder()
                .setRedirect(Redirect.newBuilder().setAddress(address).setReason(reason))
                .build());
        boolean ended = end(Status.OK);
        if (ended) {
            sessions.metrics().redirected();
        }
        return ended;
    }

    /** Whether the agent was asked to go to another replica. */
    boolean sentOn() {
        return sentOn;
    }

    /** What was said, empty before the first words. */
    Optional<Conversation> conversation() {
        return Optional.ofNullable(conversation);
    }

    /** Whether its agent has said all that it must. */
    boolean settled() {
        return conversation().filter(known -> !known.observation().isOpening()).isPresent();
    }

    /** What was lost on the way to the image, or forgotten by a new leader, is said again with the next heartbeat. */
    private void repeatIfLost(NodeObservation heard) {
        Optional<NodeObservation> known = sessions.engine().known(heard.node());
        if (!endIfOutlived(heard, known)
                && known.filter(shown -> sameWords(shown, heard)).isEmpty()) {
            sessions.observe(this, heard);
        }
    }

    /** Ends the stream if the image has a newer session of the node, or has this one as closed. */
    boolean endIfOutlived(NodeObservation mine, Optional<NodeObservation> known) {
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
        pushes.requestAll();
    }

    /** Sends the node's desired state soon, if it is another than the last one sent. */
    void requestPush() {
        pushes.request();
    }

    /** Why the session must be closed at this time, if it must. */
    Optional<Closure> overdue(long now, AgentProperties limits) {
        return Patience.overdue(conversation(), now - heardAt, now - unsyncedSince, limits);
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
        // The stream ends in any case.
        boolean unused = down.send(CoordinatorMessage.newBuilder().setPace(pace).build());
        if (end(Status.OK)) {
            sessions.metrics().paced();
        }
    }

    private boolean end(@Nullable Status status) {
        if (!down.end(status)) {
            return false;
        }
        leaveHandshake();
        sessions.forget(this, conversation().map(Conversation::observation));
        return true;
    }

    private void leaveHandshake() {
        if (handshaking.compareAndSet(true, false)) {
            sessions.handshakeOver();
        }
    }

    private Optional<NodeName> node() {
        return conversation().map(known -> known.observation().node());
    }
}
