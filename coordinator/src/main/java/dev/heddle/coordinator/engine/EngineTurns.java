package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine without its thread, one turn at a time. It leads while {@link Leadership} says so; otherwise it shows what
 * the leader replicates. {@link #turn}, {@link #elected} and {@link #deposed} are called by one thread, the rest by any.
 */
public final class EngineTurns implements Engine, Leadership.Candidate, StandbyFeed {

    private static final System.Logger LOG = System.getLogger(EngineTurns.class.getName());
    private static final int TURN = 512;
    /** What a turn may take: the lease is renewed after turns, and in a large fleet a create takes milliseconds. */
    static final long TURN_NANOS = 100_000_000;

    private final EngineSettings settings;
    private final Deciding decider;
    private final Reigns reigns;
    private final Leadership leadership;
    private final ObservationRelay relay;
    private final Surroundings around;
    private final LongConsumer electedAgain;
    private volatile boolean ledgerOlder;

    private final Inbox inbox;
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Image image;
    private volatile @Nullable Reign reign;
    private volatile long stalenessMillis;
    private volatile OptionalLong heldBackSince = OptionalLong.empty();

    /**
     * An engine that has had no turn yet.
     *
     * @param settings how it runs
     * @param parts what it works with
     * @param around clocks, chance and who gives it turns
     */
    public EngineTurns(EngineSettings settings, Parts parts, Surroundings around) {
        this(settings, parts, around, Optional.empty());
    }

    /** As the other; {@code electedAgain} is told when this replica leads on under a higher epoch. */
    EngineTurns(EngineSettings settings, Parts parts, Surroundings around, Optional<LongConsumer> electedAgain) {
        this.settings = settings;
        this.decider = parts.decider();
        this.reigns = parts.reigns();
        this.leadership = parts.leadership();
        this.relay = parts.relay();
        this.around = around;
        this.electedAgain = electedAgain.orElse(this::elected);
        this.inbox = new Inbox(around.wake());
        this.image = Image.empty(parts.reigns().clusterId());
    }

    /**
     * What an engine works with.
     *
     * @param decider decides
     * @param reigns the ledger, as a leader needs it
     * @param leadership who leads
     * @param relay way to the leader while another replica leads
     */
    public record Parts(Deciding decider, Reigns reigns, Leadership leadership, ObservationRelay relay) {}

    /**
     * What is around an engine.
     *
     * @param clock the time, for stamps that people see
     * @param nanos monotonic clock
     * @param ids draws ids never used before
     * @param wake asks for a turn soon; must return at once and give none itself
     */
    public record Surroundings(InstantSource clock, LongSupplier nanos, Supplier<String> ids, Runnable wake) {}

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

    /** What is decided under the present reign and not known to be in the ledger, oldest first; for checks. */
    public List<Event.Durable> inFlight() {
        Reign now = reign;
        return now == null ? List.of() : now.decided();
    }

    @Override
    public Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void elected(long epoch) {
        lead(epoch, reigns.load(epoch));
    }

    @Override
    public void deposed(String reason) {
        abdicate();
        LOG.log(Level.WARNING, "{0} leads no more: {1}", settings.replica(), reason);
    }

    @Override
    public void replicated(Image replicated, List<Event> events, Set<NodeName> nodes, boolean reloaded) {
        inbox.control(() -> {
            if (reign == null) {
                follow(new Change(image, replicated, events, nodes, reloaded));
            }
        });
    }

    /** Readers never go back: not to what a leader said last, if this replica led since and has shown more. */
    private void follow(Change change) {
        boolean doubted = change.after().version().equals(ImageVersion.NONE);
        if (!doubted && change.after().version().compareTo(image.version()) < 0) {
            if (heldBackSince.isEmpty()) {
                heldBackSince = OptionalLong.of(around.nanos().getAsLong());
            }
            return;
        }
        boolean whole = change.reloaded() || heldBackSince.isPresent();
        heldBackSince = OptionalLong.empty();
        show(new Change(change.before(), change.after(), change.events(), change.nodes(), whole));
    }

    @Override
    public void staleness(Duration age) {
        OptionalLong since = heldBackSince;
        long heldBack = since.isEmpty() ? 0 : around.nanos().getAsLong() - since.getAsLong();
        stalenessMillis = Math.max(age.toMillis(), Duration.ofNanos(heldBack).toMillis());
    }

    /** An epoch that an agent knew and the ledger did not: the ledger was set back. */
    private void leadOn(long known, long raised) {
        ledgerOlder = raised == known + 1;
        electedAgain.accept(raised);
    }

    void lead(long epoch, Image loaded) {
        abdicate();
        heldBackSince = OptionalLong.empty();
        Image start = Evolve.withFeedOf(loaded, image);
        Change taken = new Change(image, start, List.of(), Set.of(), true);
        EngineCore core = new EngineCore(decider, start, around.clock(), around.ids(), this::committed);
        Reign begun = new Reign(
                epoch, core, new Reign.Ports(reigns, settings, around.nanos(), inbox::control, this::reignEnded));
        reign = begun;
        show(taken);
        core.submit(new Command.TakeOver(ledgerOlder), reply -> {});
        // On its way before agents and clients are heard.
        begun.commit();
        ledgerOlder = false;
        LOG.log(Level.INFO, "{0} leads under epoch {1}", settings.replica(), epoch);
    }

    /** Everything of this reign is forgotten but the last picture, which is shown until a newer one comes. */
    void abdicate() {
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
        reigns.workers()
                .aside(() -> floor.ifPresentOrElse(
                        above -> leadership.raiseEpochAbove(above).ifPresent(raised -> leadOn(above, raised)),
                        leadership::release));
    }

    /** Runs {@code action} in the next turn, before anything else. */
    void control(Runnable action) {
        inbox.control(action);
    }

    /** Takes what waits. A turn that fails ends the reign. */
    public void turn() {
        try {
            work();
            leadership.engineTurned();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A turn of the engine failed; it gives its leadership up", e);
            abdicate();
            reigns.workers().aside(leadership::release);
        }
    }

    private void work() {
        for (Runnable action = inbox.pollControl(); action != null; action = inbox.pollControl()) {
            action.run();
        }
        Reign now = reign;
        if (now == null) {
            forward();
            return;
        }
        long end = around.nanos().getAsLong() + TURN_NANOS;
        for (int i = 0;
                i < TURN && now == reign && now.accepts() && around.nanos().getAsLong() - end < 0;
                i++) {
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

    /** What this replica's agents said to a leader that is none any more goes to the one that is. */
    private void forward() {
        for (NodeObservation o = inbox.pollObservation(); o != null; o = inbox.pollObservation()) {
            if (o.replica().equals(settings.replica())) {
                relay.relay(o);
            }
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
