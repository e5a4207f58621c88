package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EngineTurnsTest {

    private static final long A_DECISION_TAKES = 5_000_000;
    private static final int CREATES = 200;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();
    private final List<NodeObservation> relayed = new ArrayList<>();
    private final CountingLeadership leadership = new CountingLeadership();

    /** With many nodes a create takes long; two hundred at once took the lease from a leader that was well. */
    @Test
    void leaderRenewsItsLeaseInTheMiddleOfAStormOfSlowCreates() {
        EngineTurns engine = engine();
        engine.elected(1);
        List<CompletionStage<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < CREATES; i++) {
            replies.add(engine.submit(create("train-" + i)));
        }

        engine.turn();

        long perTurn = EngineTurns.TURN_NANOS / A_DECISION_TAKES;
        assertThat(engine.status().queued()).isEqualTo((int) (CREATES - perTurn));
        assertThat(leadership.turns).isEqualTo(1);
        while (engine.status().queued() > 0) {
            engine.turn();
        }
        engine.turn();
        assertThat(leadership.turns).isGreaterThanOrEqualTo((int) (CREATES / perTurn));
        assertThat(replies)
                .allSatisfy(reply ->
                        assertThat(reply.toCompletableFuture().isDone()).isTrue());
    }

    @Test
    void aReplicaThatLedShowsNothingOlderThanItHasShown() {
        EngineTurns engine = engine();
        engine.elected(3);
        engine.submit(create("train"));
        engine.turn();
        engine.turn();
        ImageVersion shown = engine.image().version();
        assertThat(shown).isGreaterThan(new ImageVersion(3, 0));
        List<Boolean> reloads = new ArrayList<>();
        engine.subscribe(change -> reloads.add(change.reloaded()));
        engine.deposed("a test");

        replicate(engine, new ImageVersion(3, 0));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        engine.staleness(Duration.ofMillis(1));

        assertThat(engine.image().version()).isEqualTo(shown);
        assertThat(engine.status().stalenessMillis()).isEqualTo(7_000);
        assertThat(reloads).isEmpty();

        replicate(engine, new ImageVersion(4, 1));
        engine.staleness(Duration.ofMillis(1));

        assertThat(engine.image().version()).isEqualTo(new ImageVersion(4, 1));
        assertThat(engine.status().stalenessMillis()).isEqualTo(1);
        assertThat(reloads).containsExactly(true);
    }

    @Test
    void aDeposedLeaderCarriesOnOnlyWhatItsOwnAgentsSaid() {
        EngineTurns engine = engine();
        engine.elected(1);
        NodeObservation own = said("node-1", "replica-1");
        engine.observe(own);
        engine.observe(said("node-2", "replica-2"));

        engine.deposed("a test");
        engine.turn();

        assertThat(relayed).containsExactly(own);
    }

    @Test
    void anAgentThatWasGivenALaterLeadersOrderInItsFirstSessionEndsTheReign() {
        EngineTurns engine = engine();
        engine.elected(1);
        NodeObservation first = said("node-1", "replica-2");
        Applied later = new Applied(
                new Stamp(3, 1),
                first.boot(),
                new AgentInstance("agent"),
                RecordState.INTACT,
                List.of(),
                Optional.empty());

        engine.observe(first);
        engine.turn();
        assertThat(engine.status().leading()).isTrue();
        engine.observe(first.withApplied(later));
        engine.turn();

        assertThat(engine.status().leading()).isFalse();
        assertThat(leadership.floors).containsExactly(3L);
    }

    private static NodeObservation said(String node, String replica) {
        Hello hello = new Hello(
                new NodeName(node), new BootId("boot"), new AgentInstance("agent"), "1", 1, Optional.empty(), 0, 0, "");
        return NodeObservation.opened(hello, 1, replica, Instant.EPOCH);
    }

    @Test
    void aDoubtedPictureGoesBackToNothing() {
        EngineTurns engine = engine();
        replicate(engine, new ImageVersion(4, 1));

        replicate(engine, ImageVersion.NONE);
        replicate(engine, new ImageVersion(2, 1));

        assertThat(engine.image().version()).isEqualTo(new ImageVersion(2, 1));
    }

    private static void replicate(EngineTurns engine, ImageVersion version) {
        Image image = Image.empty(engine.image().cluster()).at(version);
        engine.replicated(image, List.of(), Set.of(), false);
        engine.turn();
    }

    private EngineTurns engine() {
        MemoryLedger ledger = new MemoryLedger(Optional.empty());
        Deciding decider = TestCluster.decider();
        Deciding slow = (image, command, context) -> {
            nanos.addAndGet(A_DECISION_TAKES);
            return decider.decide(image, command, context);
        };
        return new EngineTurns(
                EngineSettings.of("replica-1"),
                new EngineTurns.Parts(slow, new Reigns(ledger, ledger, new AtOnce()), leadership, relayed::add),
                new EngineTurns.Surroundings(
                        () -> Instant.EPOCH, nanos::get, () -> "id-" + ids.incrementAndGet(), () -> {}));
    }

    private static Command create(String name) {
        return new Command.Create(
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(1, 4, OptionalInt.empty()), Optional.empty()),
                Optional.empty(),
                true);
    }

    private static final class AtOnce implements Workers {
        @Override
        public void committing(Runnable work) {
            work.run();
        }

        @Override
        public void committingAfter(Duration delay, Runnable work) {
            work.run();
        }

        @Override
        public void aside(Runnable work) {
            work.run();
        }

        @Override
        public void close() {}
    }

    private static final class CountingLeadership implements Leadership {
        private final List<Long> floors = new ArrayList<>();
        private int turns;

        @Override
        public void start(Candidate candidate) {}

        @Override
        public void engineTurned() {
            turns++;
        }

        @Override
        public Optional<Long> raiseEpochAbove(long floor) {
            floors.add(floor);
            return Optional.empty();
        }

        @Override
        public void release() {}

        @Override
        public View view() {
            return new View(Optional.empty(), Optional.empty(), 1, Duration.ZERO);
        }

        @Override
        public void stop() {}
    }
}
