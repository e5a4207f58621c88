package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The engine with its two threads: one takes the turns, one takes batches to the ledger. */
public final class EngineLoop implements Engine, Leadership.Candidate, StandbyFeed, AutoCloseable {

    private static final long IDLE_MILLIS = 100;

    /** Take-overs rehearsed at the start; there may be time for fewer. */
    private static final int MAX_REHEARSALS = 50;

    private static final long REHEARSING_NANOS = 300_000_000;

    private final EngineTurns turns;
    private final Reigns reigns;
    private final Leadership leadership;
    private final Deciding decider;
    private final InstantSource clock;
    private final Semaphore waiting = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * An engine that does not run yet.
     *
     * @param settings how it runs
     * @param parts what it works with
     * @param clock the time, for stamps that people see
     * @param ids draws ids never used before
     */
    public EngineLoop(EngineSettings settings, EngineTurns.Parts parts, InstantSource clock, Supplier<String> ids) {
        this.reigns = parts.reigns();
        this.leadership = parts.leadership();
        this.decider = parts.decider();
        this.clock = clock;
        this.turns = new EngineTurns(
                settings,
                parts,
                new EngineTurns.Surroundings(clock, System::nanoTime, ids, waiting::release),
                Optional.of(this::elected));
        this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
    }

    /** Starts to run and to compete for leadership. */
    public void start() {
        thread.start();
        leadership.start(this);
        reigns.workers().aside(this::rehearse);
    }

    /** As often as there is time: what has run a few times is compiled. */
    private void rehearse() {
        long end = System.nanoTime() + REHEARSING_NANOS;
        for (int i = 0; i < MAX_REHEARSALS && running && System.nanoTime() - end < 0; i++) {
            if (!Rehearsal.run(reigns, decider, clock)) {
                return;
            }
        }
    }

    /** Stops competing, then running. */
    @Override
    public void close() {
        leadership.stop();
        running = false;
        turns.control(() -> {});
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reigns.close();
    }

    @Override
    public CompletionStage<Reply> submit(Command command) {
        return turns.submit(command);
    }

    @Override
    public void observe(NodeObservation observation) {
        turns.observe(observation);
    }

    @Override
    public Image image() {
        return turns.image();
    }

    @Override
    public Status status() {
        return turns.status();
    }

    @Override
    public Runnable subscribe(Listener listener) {
        return turns.subscribe(listener);
    }

    @Override
    public void elected(long epoch) {
        Image start = reigns.load(epoch);
        onThread(() -> turns.lead(epoch, start));
    }

    @Override
    public void deposed(String reason) {
        onThread(() -> turns.deposed(reason));
    }

    @Override
    public void replicated(Image replicated, List<Event> events, Set<NodeName> nodes, boolean reloaded) {
        turns.replicated(replicated, events, nodes, reloaded);
    }

    @Override
    public void staleness(Duration age) {
        turns.staleness(age);
    }

    private void onThread(Runnable action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        turns.control(() -> {
            action.run();
            done.complete(true);
        });
        if (Thread.currentThread() != thread && running) {
            done.join();
        }
    }

    private void run() {
        while (running) {
            try {
                if (waiting.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    waiting.drainPermits();
                }
                turns.turn();
            } catch (InterruptedException e) {
                running = false;
            }
        }
        turns.abdicate();
    }
}
