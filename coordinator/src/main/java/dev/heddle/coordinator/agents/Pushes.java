package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes down to one agent: its node's newest desired state. May be asked for by any thread. */
final class Pushes {

    private final AgentSession session;
    private final Sessions sessions;
    private final Downstream down;
    private final AtomicBoolean repeat = new AtomicBoolean();
    private final AtomicInteger wanted = new AtomicInteger();

    Pushes(AgentSession session, Sessions sessions, Downstream down) {
        this.session = session;
        this.sessions = sessions;
        this.down = down;
    }

    /** As {@link #request}, and hands in once more all that the agent has said. */
    void requestAll() {
        repeat.set(true);
        request();
    }

    /** Sends the node's desired state soon, if it is another than the last one sent. Calls in between are one. */
    void request() {
        if (wanted.getAndIncrement() == 0) {
            sessions.executor().execute(this::pushAll);
        }
    }

    private void pushAll() {
        int served;
        do {
            served = wanted.get();
            if (!down.ended()) {
                pushNow();
            }
        } while (wanted.addAndGet(-served) != 0);
    }

    private void pushNow() {
        try {
            session.conversation().map(Conversation::observation).ifPresent(this::push);
        } catch (RuntimeException e) {
            session.fail(e);
        }
    }

    private void push(NodeObservation known) {
        NodeName node = known.node();
        EngineView.Sight sight = sessions.engine().sight(node);
        if (session.endIfOutlived(known, sight.known())) {
            return;
        }
        if (repeat.getAndSet(false)) {
            sessions.observe(session, known);
        }
        if (sight.stamp().isEmpty() || down.lastSent(sight.stamp().get())) {
            return;
        }
        Optional<Desired> desired = sessions.engine().desired(node);
        // What is meant for another boot would only be refused.
        if (desired.isPresent() && desired.get().boot().equals(known.boot()) && down.send(desired.get())) {
            sessions.metrics().desiredSent();
        }
    }
}
