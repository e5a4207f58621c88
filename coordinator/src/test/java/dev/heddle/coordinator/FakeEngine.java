package dev.heddle.coordinator;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Decides as the real one and commits at once, in the caller's thread, to no ledger. */
public final class FakeEngine implements Engine {

    /** Its name. */
    public static final String REPLICA = "replica-1";

    private final Decider decider = new Decider(new Rules(
            Lifecycles.computeDomains(),
            Lifecycles.domains(),
            Rules.DEFAULT_PATIENCE,
            Rules.DEFAULT_MAX_COMPUTE_DOMAINS));
    private final AtomicLong ids = new AtomicLong();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Image image = Image.empty(new ClusterId("test-cluster")).at(new ImageVersion(1, 0));
    private volatile boolean leading = true;
    private volatile Optional<Reply> forced = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    @Override
    public synchronized CompletionStage<Reply> submit(Command command) {
        if (!leading) {
            return CompletableFuture.completedFuture(
                    Reply.Refused.because(Reply.Code.NOT_LEADER, "This replica does not lead."));
        }
        if (forced.isPresent()) {
            return CompletableFuture.completedFuture(forced.get());
        }
        return CompletableFuture.completedFuture(decide(command));
    }

    private Reply decide(Command command) {
        Decision decision =
                decider.decide(image, command, new Context(Instant.parse("2026-01-01T00:00:00Z"), this::id));
        show(decision.after(), decision.events(), false);
        return decision.reply();
    }

    private String id() {
        return "id-" + ids.incrementAndGet();
    }

    private synchronized void show(Image after, List<Event> events, boolean reloaded) {
        Image before = image;
        if (before.version().equals(after.version())) {
            return;
        }
        image = after;
        Change change = new Change(before, after, events, Set.<NodeName>of(), reloaded);
        listeners.forEach(listener -> listener.changed(change));
    }

    @Override
    public void observe(NodeObservation observation) {
        submit(new Command.Observe(observation));
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public Status status() {
        return new Status(leading, REPLICA, image.version().epoch(), 0, 0, leading ? 0 : 40, trouble);
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Leads or not. */
    public void lead(boolean on) {
        leading = on;
    }

    /** Something was committed that no command decided. */
    public synchronized void replay(Event event) {
        show(Evolve.apply(image, event), List.of(event), false);
    }

    /** Answers every command with this; empty = decides again. */
    public void force(Optional<Reply> reply) {
        forced = reply;
    }

    /** Cannot write its ledger; empty = can. */
    public void trouble(Optional<String> text) {
        trouble = text;
    }

    /** Begins again with nothing, under the next epoch. */
    public synchronized void reset() {
        leading = true;
        forced = Optional.empty();
        trouble = Optional.empty();
        ImageVersion fresh = new ImageVersion(image.version().epoch() + 1, 0);
        show(Image.empty(image.cluster()).at(fresh), List.of(), true);
    }

    /** Another leader takes over: the same records, none of them stamped. */
    public synchronized void nextEpoch() {
        ImageVersion next = new ImageVersion(image.version().epoch() + 1, 0);
        show(image.at(next), List.of(), true);
    }
}
