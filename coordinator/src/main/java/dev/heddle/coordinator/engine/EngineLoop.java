package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.ObservationRelay;
import dev.heddle.coordinator.engine.port.StandbyFeed;
import dev.heddle.coordinator.topology.NodeObservation;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine with its two threads: one decides, one takes batches to the ledger. It leads while {@link Leadership}
 * says so; otherwise it shows what the leader replicates.
 */
public final class EngineLoop implements Engine, Leadership.Candidate, StandbyFeed, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EngineLoop.class.getName());
    private static final int TURN = 512;
    private static final long IDLE_MILLIS = 100;

    private final EngineSettings settings;
    private final Decider decider;
    private final Reigns reigns;
    private final Leadership leadership;
    private final ObservationRelay relay;
    private final InstantSource clock;
    private final Supplier<String> ids;

    private final Inbox inbox = new Inbox();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Image image;
    private volatile @Nullable Reign reign;
    private volatile long stalenessMillis;

    /**
     * An engine that does not run yet.
     *
     * @param parts what it works with
     * @param clock the time, for stamps that people see
     * @param ids draws ids never used before
     */
    public EngineLoop(EngineSettings settings, Parts parts, InstantSource clock, Supplier<String> ids) {
        this.settings = settings;
        this.decider = parts.decider();
        this.reigns = parts.reigns();
        this.leadership = parts.leadership();
        this.relay = parts.relay();
        this.clock = clock;
        this.ids = ids;
        this.image = Image.empty(parts.reigns().clusterId());
        this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
    }

    /**
     * What an engine works with.
     *
     * @param decider decides
     * @param reigns the ledger, as a leader needs it
     * @param leadership who leads
     * @param relay way to the leader while another replica leads
     */
    public record Parts(Decider decider, Reigns reigns, Leadership leadership, ObservationRelay relay) {}

    /** Starts to run and to compete for leadership. */
    public void start() {
        thread.start();
        leadership.start(this);
    }

    /** Stops competing, then running. */
    @Override
    public void close() {
        leadership.stop();
        running = false;
        inbox.control(() -> {});
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reigns.close();
    }

    @Override
    public CompletionStage<Reply> submit(Command command) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (reign == null) {
            reply.complete(notLeading());
        } else if (!inbox.offer(new Flight.Asked(command, reply::complete, 0))) {
            reply.complete(Reply.Refused.because(
                    Reply.Code.TOO_MANY, Inbox.MAX_COMMANDS + " commands wait already; retry in a second."));
        }
        return reply;
    }

    @Override
    public void observe(NodeObservation observation) {
        if (reign != null) {
            inbox.observe(observation);
        } else {
            relay.relay(observation);
        }
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public Status status() {
        Reign now = reign;
        return new Status(
                now != null,
                settings.replica(),
                now == null ? leadership.view().epoch() : now.epoch(),
                inbox.size(),
                now == null ? 0 : now.inFlight(),
                now == null ? stalenessMillis : 0,
                now == null ? Optional.empty() : now.trouble());
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void elected(long epoch) {
        Image start = reigns.load(epoch);
        onThread(() -> lead(epoch, start));
        LOG.log(Level.INFO, "{0} leads under epoch {1}", settings.replica(), epoch);
    }

    @Override
    public void deposed(String reason) {
        onThread(this::abdicate);
        LOG.log(Level.WARNING, "{0} leads no more: {1}", settings.replica(), reason);
    }

    @Override
    public void replicated(Image replicated, List<Event> events, Set<NodeName> nodes, boolean reloaded) {
        inbox.control(() -> {
            if (reign == null) {
                show(new Change(image, replicated, events, nodes, reloaded));
            }
        });
    }

    @Override
    public void staleness(Duration age) {
        stalenessMillis = age.toMillis();
    }

    private void lead(long epoch, Image loaded) {
        abdicate();
        Image start = Evolve.withFeedOf(loaded, image);
        Change taken = new Change(image, start, List.of(), Set.of(), true);
        EngineCore core = new EngineCore(decider, start, clock, ids, this::committed);
        reign = new Reign(epoch, core, reigns, settings, inbox::control, this::reignEnded);
        show(taken);
        core.submit(new Command.TakeOver(), reply -> {});
    }

    /** Everything of this reign is forgotten but the last picture, which is shown until a newer one comes. */
    private void abdicate() {
        Reign ended = reign;
        reign = null;
        if (ended != null) {
            ended.end();
        }
        for (Flight.Asked asked = inbox.pollCommand(); asked != null; asked = inbox.pollCommand()) {
            asked.reply().accept(notLeading());
        }
    }

    /** The ledger or an agent knows of a higher epoch. */
    private void reignEnded(Reign ended, Optional<Long> floor) {
        if (reign != ended) {
            return;
        }
        abdicate();
        reigns.aside(() -> floor.ifPresentOrElse(
                above -> leadership.raiseEpochAbove(above).ifPresent(this::elected), leadership::release));
    }

    private void onThread(Runnable action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        inbox.control(() -> {
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
                inbox.await(IDLE_MILLIS);
                turn();
                leadership.engineTurned();
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A turn of the engine failed; it gives its leadership up", e);
                abdicate();
                reigns.aside(leadership::release);
            }
        }
        abdicate();
    }

    private void turn() {
        for (Runnable action = inbox.pollControl(); action != null; action = inbox.pollControl()) {
            action.run();
        }
        Reign now = reign;
        if (now == null) {
            forward();
            return;
        }
        for (int i = 0; i < TURN && now == reign && now.accepts(); i++) {
            NodeObservation observation = inbox.pollObservation();
            Flight.Asked asked = inbox.pollCommand();
            if (observation == null && asked == null) {
                break;
            }
            if (observation != null) {
                now.observe(observation);
            }
            if (asked != null && now == reign) {
                now.submit(asked);
            }
        }
        if (now == reign) {
            now.afterTurn();
            inbox.wakeIfWaiting();
        }
    }

    /** What came in for a leader that is none any more goes to the one that is. */
    private void forward() {
        for (NodeObservation o = inbox.pollObservation(); o != null; o = inbox.pollObservation()) {
            relay.relay(o);
        }
    }

    private void committed(EngineCore.Committed committed) {
        show(new Change(committed.before(), committed.after(), committed.events(), ChangedNodes.of(committed), false));
    }

    private void show(Change change) {
        image = change.after();
        for (Listener listener : listeners) {
            try {
                listener.changed(change);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A listener failed", e);
            }
        }
    }

    private static Reply notLeading() {
        return Reply.Refused.because(Reply.Code.NOT_LEADER, "This replica does not lead.");
    }
}
