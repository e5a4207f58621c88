package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.topology.NodeObservation;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** One reign of a leader, from election to its end. All methods but those named otherwise run on the engine's thread. */
final class Reign {

    /** An agent's epoch further above ours than this is taken for nonsense, not for a lost ledger. */
    static final long MAX_EPOCH_JUMP = 1L << 20;

    private static final System.Logger LOG = System.getLogger(Reign.class.getName());
    private static final Duration RETRY = Duration.ofMillis(50);

    private final long epoch;
    private final EngineCore core;
    private final Ports ports;
    private final Reigns reigns;
    private final long since;
    private long lastTick;
    private long lastReconsidered;
    private volatile boolean over;
    private volatile int inFlight;
    private volatile Optional<String> trouble = Optional.empty();

    Reign(long epoch, EngineCore core, Ports ports) {
        this.epoch = epoch;
        this.core = core;
        this.ports = ports;
        this.reigns = ports.reigns();
        this.since = ports.nanos().getAsLong();
        this.lastTick = since;
        this.lastReconsidered = since;
    }

    /**
     * What a reign works with.
     *
     * @param reigns the ledger
     * @param settings how the engine runs
     * @param nanos monotonic clock
     * @param onEngine runs something on the engine's thread
     * @param ended is told that the reign is over, with the epoch that an agent knows if that is why
     */
    record Ports(
            Reigns reigns,
            EngineSettings settings,
            LongSupplier nanos,
            Consumer<Runnable> onEngine,
            BiConsumer<Reign, Optional<Long>> ended) {}

    /** From any thread. */
    long epoch() {
        return epoch;
    }

    /** From any thread. */
    int inFlight() {
        return inFlight;
    }

    /** Why the ledger cannot be written now; from any thread. */
    Optional<String> trouble() {
        return trouble;
    }

    List<Event.Durable> decided() {
        return core.flights().stream()
                .flatMap(flight -> flight.durable().stream())
                .toList();
    }

    boolean accepts() {
        return core.accepts();
    }

    void submit(Flight.Asked asked) {
        core.submit(asked.command(), asked.reply());
    }

    void observe(NodeObservation observation) {
        long heard = laterEpoch(observation);
        if (heard > epoch) {
            if (heard - epoch <= MAX_EPOCH_JUMP) {
                LOG.log(Level.WARNING, "{0} knows epoch {1}; ours is {2}", observation.node(), heard, epoch);
                ports.ended().accept(this, Optional.of(heard));
            } else {
                LOG.log(Level.WARNING, "{0} claims epoch {1}: EpochImplausible", observation.node(), heard);
            }
            return;
        }
        core.submit(new Command.Observe(observation), reply -> {});
    }

    /**
     * Highest epoch of this cluster that an agent knows of. One that obeyed no cluster when it said hello has been given
     * orders since by this one's replicas alone.
     */
    private long laterEpoch(NodeObservation observation) {
        Optional<ClusterId> pinned = observation.hello().pinnedCluster();
        if (pinned.isPresent() && !pinned.get().equals(core.committed().cluster())) {
            return 0;
        }
        long obeyed = observation.applied().map(word -> word.stamp().epoch()).orElse(0L);
        return pinned.isPresent() ? Math.max(obeyed, observation.hello().highestEpoch()) : obeyed;
    }

    /** Time-driven work, then what waits goes to the ledger. */
    void afterTurn() {
        long now = ports.nanos().getAsLong();
        boolean due = now - lastTick >= ports.settings().tick().toNanos();
        if ((due || core.takeRoomMayHaveGrown()) && core.accepts()) {
            boolean reconsider = now - since >= ports.settings().grace().toNanos()
                    && now - lastReconsidered >= ports.settings().grace().toNanos();
            lastTick = now;
            lastReconsidered = reconsider ? now : lastReconsidered;
            core.submit(new Command.Tick(reconsider), reply -> {});
        }
        commit();
    }

    /** What waits goes to the ledger, if nothing is on its way there. */
    void commit() {
        core.nextBatch().ifPresent(this::send);
        inFlight = core.eventsInFlight();
    }

    /** Everyone who waits is told; nothing that is still on its way is believed. */
    void end() {
        over = true;
        core.abandon();
    }

    private void send(Batch batch) {
        reigns.workers().committing(() -> {
            if (over) {
                return;
            }
            Committer.Result result = reigns.committer().commit(epoch, batch);
            prepare(result);
        });
    }

    /** On the committer's thread: reads what must be read before the engine can go on. */
    private void prepare(Committer.Result result) {
        Batch batch = result.batch();
        switch (result.end()) {
            case Committer.End.Committed committed when batch.attempt() == 0 -> back(() -> core.committed(batch));
            case Committer.End.Committed committed -> reread(batch, true, Optional.empty());
            case Committer.End.Failed failed -> reread(batch, false, failed.refusal());
            case Committer.End.Deposed deposed -> {
                LOG.log(Level.WARNING, "The ledger holds epoch {0}; ours is {1}", deposed.storedEpoch(), epoch);
                back(() -> ports.ended().accept(this, Optional.empty()));
            }
            case Committer.End.Unknown unknown -> {
                trouble = Optional.of(unknown.reason());
                LOG.log(Level.WARNING, "Outcome of a commit is unknown, it is written again: {0}", unknown.reason());
                reigns.workers().committingAfter(RETRY, () -> again(batch.again()));
            }
        }
    }

    private void reread(Batch batch, boolean landed, Optional<String> refusal) {
        try {
            UnaryOperator<Image> stored = reigns.stored(batch);
            back(() -> core.settled(batch, landed, refusal, stored));
        } catch (LedgerUnavailableException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
            reigns.workers().committingAfter(RETRY, () -> {
                if (!over) {
                    reread(batch, landed, refusal);
                }
            });
        }
    }

    private void again(Batch batch) {
        back(() -> {
            core.retry(batch);
            send(batch);
        });
    }

    private void back(Runnable action) {
        reigns.workers()
                .answer(() -> ports.onEngine().accept(() -> {
                    if (!over) {
                        trouble = trouble.isPresent() && core.waitsForLedger() ? trouble : Optional.empty();
                        action.run();
                    }
                }));
    }
}
