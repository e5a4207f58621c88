package dev.heddle.coordinator.engine;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A leader's engine without its threads: decides commands on a private overlay, hands out batches, and lets events be
 * seen once they are committed. One reign long: a deposed leader's core is thrown away. Not thread-safe; every method
 * is called by one thread.
 */
public final class EngineCore {

    /** Decided commands that may wait for the ledger. */
    public static final int MAX_IN_FLIGHT = 4_096;

    /** Commands whose events go to the ledger in one batch. */
    public static final int MAX_BATCH_FLIGHTS = 512;

    /** Refusals by the ledger after which a command gets its error. */
    private static final int MAX_REFUSALS = 2;

    private static final System.Logger LOG = System.getLogger(EngineCore.class.getName());

    private final Deciding decider;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<Committed> shown;
    private final Flights inFlight = new Flights();

    private Image committed;
    private Image overlay;
    // What is committed has words that the flights before them were decided without.
    private boolean overtaken;
    private Optional<Batch> outstanding = Optional.empty();
    private int batchLimit = MAX_BATCH_FLIGHTS;
    private boolean roomMayHaveGrown;
    // A take-over that the ledger refused: its records do not carry this epoch, and nothing is granted in them.
    private Optional<Command.TakeOver> owed = Optional.empty();

    /**
     * Leads from {@code start}.
     *
     * @param start what the ledger holds, under this leader's epoch
     * @param clock the time, for stamps that people see
     * @param ids draws ids never used before
     * @param shown is told of each change of the committed image
     */
    public EngineCore(
            Deciding decider, Image start, InstantSource clock, Supplier<String> ids, Consumer<Committed> shown) {
        this.decider = decider;
        this.clock = clock;
        this.ids = ids;
        this.shown = shown;
        this.committed = start;
        this.overlay = start;
    }

    /**
     * A change of the committed image.
     *
     * @param before the image before
     * @param after the image after
     * @param events what changed
     */
    public record Committed(Image before, Image after, List<Event> events) {}

    /** The newest committed image. */
    public Image committed() {
        return committed;
    }

    /** The same engine, which may go on in another way, drawing its ids from {@code newIds}. */
    EngineCore copy(Supplier<String> newIds) {
        EngineCore copy = new EngineCore(decider, committed, clock, newIds, shown);
        copy.overlay = overlay;
        inFlight.list().forEach(copy.inFlight::add);
        copy.overtaken = overtaken;
        copy.outstanding = outstanding;
        copy.batchLimit = batchLimit;
        copy.roomMayHaveGrown = roomMayHaveGrown;
        copy.owed = owed;
        return copy;
    }

    /** What is committed, with every event in flight. */
    Image overlay() {
        return overlay;
    }

    /** What is in flight, oldest first. */
    List<Flight> flights() {
        return inFlight.list();
    }

    /** What else its course depends on. */
    List<Object> marks() {
        return List.of(batchLimit, roomMayHaveGrown, owed);
    }

    /** Events decided and not committed. */
    public int eventsInFlight() {
        return inFlight.events();
    }

    /** Whether another command may be decided now. */
    public boolean accepts() {
        return inFlight.size() < MAX_IN_FLIGHT;
    }

    /** Whether a batch is on its way to the ledger. */
    boolean waitsForLedger() {
        return outstanding.isPresent();
    }

    /** Whether Pending ComputeDomains are worth another look; asking forgets it. */
    boolean takeRoomMayHaveGrown() {
        boolean grown = roomMayHaveGrown;
        roomMayHaveGrown = false;
        return grown;
    }

    /** Decides a command. The reply comes once every event in flight by then is committed. */
    public void submit(Command command, Consumer<Reply> reply) {
        if (command instanceof Command.Tick) {
            makeUp();
        }
        decide(new Flight.Asked(command, reply, 0));
        settleFront();
    }

    /** The next batch, if none is outstanding and something waits; it is outstanding now. */
    Optional<Batch> nextBatch() {
        Optional<Batch> next = peekBatch();
        outstanding = next.or(() -> outstanding);
        return next;
    }

    /** What {@link #nextBatch} would give. */
    Optional<Batch> peekBatch() {
        if (outstanding.isPresent() || inFlight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Batch.of(inFlight.oldest(batchLimit), committed));
    }

    /** A batch whose outcome is unknown is on its way once more. */
    void retry(Batch batch) {
        outstanding = Optional.of(batch);
    }

    /** A batch is on stable storage, at the versions that were decided. */
    void committed(Batch batch) {
        outstanding = Optional.empty();
        batchLimit = MAX_BATCH_FLIGHTS;
        for (int i = 0; i < batch.flights().size(); i++) {
            land(inFlight.next());
        }
        settleFront();
    }

    /**
     * A batch failed, or was committed at other versions than decided: the overlay is dropped and what is left is
     * decided again on the records as they are now stored.
     *
     * @param batch the batch
     * @param landed whether all of it is on stable storage
     * @param refusal the store's reason, where it refused a record
     * @param stored makes the records of the batch as they are stored now part of an image
     */
    void settled(Batch batch, boolean landed, Optional<String> refusal, UnaryOperator<Image> stored) {
        outstanding = Optional.empty();
        batchLimit = landed ? MAX_BATCH_FLIGHTS : 1;
        List<Flight> again = inFlight.takeAll();
        if (landed) {
            again = again.subList(batch.flights().size(), again.size());
            batch.flights().forEach(this::land);
        }
        Image before = committed;
        committed = stored.apply(committed).at(committed.version().next());
        dropOverlay();
        shown.accept(new Committed(before, committed, List.of()));
        if (!landed && isHalfDone(batch, refusal, before)) {
            // What the records that are written began is finished or undone first.
            decide(new Flight.Asked(new Command.TakeOver(false), reply -> {}, 0));
        }
        boolean culprit = refusal.isPresent() && batch.flights().size() == 1;
        for (Flight flight : again) {
            boolean blamed =
                    culprit && flight.asked().equals(batch.flights().getFirst().asked());
            redo(blamed ? flight.asked().refusedOnce() : flight.asked(), refusal);
        }
        settleFront();
    }

    /** A refused take-over is tried again by itself, as often as any command: another for each would never end. */
    private boolean isHalfDone(Batch batch, Optional<String> refusal, Image before) {
        boolean takeOver = batch.flights().getFirst().asked().command() instanceof Command.TakeOver;
        return refusal.isEmpty() || (!takeOver && batch.isWritten(before, committed));
    }

    private void dropOverlay() {
        overlay = committed;
        overtaken = false;
    }

    /** This reign is over: everyone who waits is told. */
    void abandon() {
        inFlight.takeAll()
                .forEach(flight -> answer(
                        flight.asked(),
                        Reply.Refused.because(Reply.Code.NOT_LEADER, "This replica leads no more; ask again.")));
    }

    private void redo(Flight.Asked asked, Optional<String> refusal) {
        if (asked.refusals() < MAX_REFUSALS || isDoubt(asked.command())) {
            decide(asked);
            return;
        }
        if (asked.command() instanceof Command.TakeOver takeOver) {
            owed = Optional.of(takeOver);
        }
        answer(
                asked,
                Reply.Refused.because(
                        Reply.Code.LEDGER, "The ledger refused the write: " + refusal.orElse("no reason given")));
    }

    /** That the ledger was set back must be in it before anything else: whatever else is written would be believed. */
    private static boolean isDoubt(Command command) {
        return command instanceof Command.TakeOver takeOver && takeOver.ledgerOlder();
    }

    private void makeUp() {
        Optional<Command.TakeOver> due = owed;
        owed = Optional.empty();
        due.ifPresent(takeOver -> decide(new Flight.Asked(takeOver, reply -> {}, 0)));
    }

    private void decide(Flight.Asked asked) {
        if (overtaken && inFlight.isEmpty()) {
            dropOverlay();
        }
        try {
            Decision decision = decider.decide(overlay, asked.command(), new Context(clock.instant(), ids));
            overlay = decision.after();
            roomMayHaveGrown |= decision.roomMayHaveGrown();
            take(new Flight(asked, decision));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Deciding failed; the command is dropped: " + asked.command(), e);
            answer(
                    asked,
                    Reply.Refused.because(Reply.Code.INTERNAL, "A fault in the coordinator; its log has the details."));
        }
    }

    /** What an agent says is seen at once, unless its unit is concerned by what waits for the ledger. */
    private void take(Flight flight) {
        boolean overtakes =
                flight.word().filter(unit -> !inFlight.concern(unit)).isPresent();
        if (overtakes) {
            overtaken |= !inFlight.isEmpty();
            land(flight);
        } else {
            queue(flight);
        }
    }

    /** Nothing of it is seen and nobody is answered before it lands. */
    private void queue(Flight flight) {
        inFlight.add(flight);
    }

    /** Flights without ledger data need no batch once they are at the front. */
    private void settleFront() {
        while (outstanding.isEmpty() && inFlight.isFrontFree()) {
            land(inFlight.next());
        }
    }

    private void land(Flight flight) {
        List<Event> events = flight.decision().events();
        if (!events.isEmpty()) {
            Image before = committed;
            committed = overtaken
                    ? Evolve.apply(committed, events)
                    : flight.decision().after();
            show(before, committed, events);
        }
        answer(flight.asked(), flight.decision().reply());
    }

    private void show(Image before, Image after, List<Event> events) {
        shown.accept(new Committed(before, after, events));
    }

    private static void answer(Flight.Asked asked, Reply reply) {
        try {
            asked.reply().accept(reply);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An asker failed on its reply", e);
        }
    }
}
