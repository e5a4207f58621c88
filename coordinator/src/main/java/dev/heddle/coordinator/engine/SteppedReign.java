package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.RecordCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One reign of a leader in which every step is taken from outside, and which can be copied between any two steps: for
 * looking at every history. Not thread-safe.
 */
public final class SteppedReign {

    private final Setting setting;
    private final Reigns reigns;
    private final EngineCore core;
    private final long epoch;
    private long drawn;
    private Optional<Batch> outstanding = Optional.empty();
    private Optional<Committer.Result> answer = Optional.empty();

    /**
     * What reigns work with. What is told to {@code shown} and to askers is told by copies as by their originals.
     *
     * @param ledger the ledger
     * @param codec its records
     * @param decider decides
     * @param clock the time
     * @param shown sees every change of a committed image
     */
    public record Setting(
            Ledger ledger,
            RecordCodec codec,
            Deciding decider,
            InstantSource clock,
            Consumer<EngineCore.Committed> shown) {}

    private SteppedReign(Setting setting, long epoch, Optional<SteppedReign> original) {
        this.setting = setting;
        this.reigns = new Reigns(setting.ledger(), setting.codec(), new NoWorkers());
        this.epoch = epoch;
        this.core = original.map(other -> other.core.copy(this::draw))
                .orElseGet(() -> new EngineCore(
                        setting.decider(), reigns.load(epoch), setting.clock(), this::draw, setting.shown()));
        original.ifPresent(other -> {
            drawn = other.drawn;
            outstanding = other.outstanding;
            answer = other.answer;
        });
    }

    /**
     * A leader that has just been elected.
     *
     * @param epoch its epoch, which the ledger holds already
     * @param ledgerOlder whether an agent knew a later leader than the ledger did
     */
    public static SteppedReign elected(Setting setting, long epoch, boolean ledgerOlder) {
        SteppedReign reign = new SteppedReign(setting, epoch, Optional.empty());
        reign.core.submit(new Command.TakeOver(ledgerOlder), reply -> {});
        return reign;
    }

    /** The same reign, which may go on in another way. */
    public SteppedReign copy() {
        return new SteppedReign(setting, epoch, Optional.of(this));
    }

    private String draw() {
        return "e" + epoch + "-" + drawn++;
    }

    /** Its epoch. */
    public long epoch() {
        return epoch;
    }

    /** The newest committed image. */
    public Image image() {
        return core.committed();
    }

    /** The identity of its ledger. */
    public ClusterId cluster() {
        return core.committed().cluster();
    }

    /** Decides a command, then, as an engine's turn does, looks at who waits for room that has grown. */
    public void submit(Command command, Consumer<Reply> asker) {
        core.submit(command, asker);
        if (core.takeRoomMayHaveGrown() && core.accepts()) {
            core.submit(new Command.Tick(false), reply -> {});
        }
    }

    /** Decided commands that are not committed. */
    public int waiting() {
        return core.flights().size();
    }

    /** Records that the next {@link #write} takes to the ledger; 0 = it has nothing to do now. */
    public int writes() {
        if (answer.isPresent()) {
            return 0;
        }
        return outstanding
                .or(core::peekBatch)
                .map(batch -> batch.changes().size())
                .orElse(0);
    }

    /** Takes the next batch, or once more the one whose outcome is unknown, to the ledger. */
    public void write() {
        if (outstanding.isEmpty()) {
            outstanding = core.nextBatch();
        }
        answer = Optional.of(reigns.committer().commit(epoch, outstanding.orElseThrow()));
    }

    /** Whether the ledger's answer waits to be heard. */
    public boolean answered() {
        return answer.isPresent();
    }

    /**
     * Hears the ledger's answer.
     *
     * @return whether the reign goes on; a higher epoch ends it
     */
    public boolean hear() {
        Committer.Result result = answer.orElseThrow();
        answer = Optional.empty();
        Batch batch = result.batch();
        switch (result.end()) {
            case Committer.End.Committed committed
            when batch.attempt() == 0 -> {
                outstanding = Optional.empty();
                core.committed(batch);
            }
            case Committer.End.Committed committed -> settle(batch, true, Optional.empty());
            case Committer.End.Failed failed -> settle(batch, false, failed.refusal());
            case Committer.End.Unknown unknown -> {
                outstanding = Optional.of(batch.again());
                core.retry(batch.again());
            }
            case Committer.End.Deposed deposed -> {
                return false;
            }
        }
        return true;
    }

    private void settle(Batch batch, boolean landed, Optional<String> refusal) {
        outstanding = Optional.empty();
        core.settled(batch, landed, refusal, reigns.stored(batch));
    }

    /**
     * What its further course depends on, as values whose equality decides: two reigns of equal parts go on alike.
     * Notes and sequence numbers are left out, which nothing is decided by.
     */
    public List<Object> parts() {
        List<Object> parts = new ArrayList<>();
        parts.add(epoch);
        parts.add(drawn);
        parts.addAll(parts(core.committed()));
        parts.add("overlay");
        parts.addAll(parts(core.overlay()));
        for (Flight flight : core.flights()) {
            parts.add(flight.asked());
            parts.add(flight.decision().reply());
            parts.addAll(flight.decision().events().stream()
                    .filter(event -> !(event instanceof Event.Noted))
                    .toList());
        }
        parts.add(outstanding.map(batch -> "sent " + batch.flights().size() + " for the " + batch.attempt()));
        parts.add(answer.map(Committer.Result::end));
        parts.addAll(core.marks());
        return parts;
    }

    /** What is committed, as {@link #parts}: epoch, units, nodes' words, ComputeDomains. */
    public static List<Object> parts(Image image) {
        List<Object> parts = new ArrayList<>();
        parts.add(image.version().epoch());
        for (UnitState unit : image.units().values()) {
            parts.add(unit.unit());
            parts.add(List.of(unit.version(), unit.epoch(), unit.state()));
            unit.views().values().forEach(view -> parts.add(view.observation()));
        }
        image.strangers().values().forEach(view -> parts.add(view.observation()));
        image.computeDomains().values().forEach(parts::add);
        return parts;
    }

    /** Whether nothing is in flight and what would be decided on is what is committed. */
    public boolean settled() {
        return core.flights().isEmpty() && outstanding.isEmpty();
    }

    /** Whether what would be decided on is what is committed. */
    public boolean overlayIsCommitted() {
        return parts(core.overlay()).equals(parts(core.committed()));
    }

    /** Nothing is done beside the steps. */
    private static final class NoWorkers implements Workers {

        @Override
        public void committing(Runnable work) {
            throw new IllegalStateException("every step is taken from outside");
        }

        @Override
        public void committingAfter(Duration delay, Runnable work) {
            committing(work);
        }

        @Override
        public void aside(Runnable work) {
            committing(work);
        }

        @Override
        public void close() {
            // there is nothing to end
        }
    }
}
