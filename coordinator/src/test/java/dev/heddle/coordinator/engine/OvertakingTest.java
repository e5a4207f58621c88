package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.placement.GangRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents say while the ledger is busy, or away. */
class OvertakingTest {

    private static final int STEPS = 2_000;

    private final TestCluster cluster = new TestCluster(2, 4, 4, Optional.empty());

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void aWordIsSeenWhileAnotherUnitsCommitIsOnItsWay() {
        grantOnItsWay();
        TestAgent other = cluster.agent(1, 0);
        silent(other);
        assertThat(isShownConnected(other)).isFalse();
        assertThat(cluster.phase("train")).isEmpty();
        cluster.commit();
        assertThat(cluster.phase("train")).isPresent();
        assertThat(isShownConnected(other)).isFalse();
    }

    @Test
    void aWordOfTheUnitThatIsOnItsWayWaits() {
        grantOnItsWay();
        TestAgent same = cluster.agent(0, 0);
        silent(same);
        assertThat(isShownConnected(same)).isTrue();
        cluster.commit();
        assertThat(isShownConnected(same)).isFalse();
    }

    @Test
    void aWordThatChangesARecordWaitsAndSoDoWhatItsUnitSaysNext() {
        grantOnItsWay();
        TestAgent other = cluster.agent(1, 0);
        other.reboot();
        word(other);
        TestAgent neighbour = cluster.agent(1, 1);
        silent(neighbour);
        assertThat(isShownConnected(neighbour)).isTrue();
        cluster.commit();
        assertThat(isShownConnected(neighbour)).isFalse();
    }

    @Test
    void aWordThatWasSeenStaysWhenTheCommitBeforeItFails() {
        grantOnItsWay();
        TestAgent other = cluster.agent(1, 0);
        silent(other);
        Batch batch = cluster.core.nextBatch().orElseThrow();
        cluster.core.settled(batch, false, Optional.empty(), new Reigns(cluster.ledger, cluster.ledger).stored(batch));
        assertThat(isShownConnected(other)).isFalse();
        cluster.commit();
        assertThat(isShownConnected(other)).isFalse();
        assertThat(cluster.phase("train")).isPresent();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverOvertakesWhatWhatIsSeenEndsAsWhatWasDecided(long seed) {
        Random random = new Random(seed);
        TestCluster busy = new TestCluster(3, 4, 4, Optional.of(random));
        busy.converge();
        for (int step = 0; step < STEPS; step++) {
            step(busy, random, step);
            if (random.nextInt(8) == 0) {
                busy.commit();
                assertThat(SteppedReign.parts(busy.core.overlay()))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(SteppedReign.parts(busy.core.committed()));
            }
            assertThat(busy.violations).as("seed %d step %d", seed, step).isEmpty();
        }
    }

    private static void step(TestCluster cluster, Random random, int step) {
        TestAgent agent = cluster.agents.get(random.nextInt(cluster.agents.size()));
        switch (random.nextInt(12)) {
            case 0 -> submit(cluster, create("cd-" + step, 1 + random.nextInt(4)));
            case 1 ->
                submit(
                        cluster,
                        new Command.Delete(
                                new ComputeDomainName("cd-" + random.nextInt(step + 1)), OptionalLong.empty()));
            case 2 -> {
                agent.connected = false;
                submit(cluster, new Command.Observe(agent.observation(cluster.agents)));
            }
            case 3 -> agent.reboot();
            case 4 -> submit(cluster, new Command.Fence(agent.node));
            case 5 -> submit(cluster, new Command.Forget(agent.node));
            case 6 -> agent.clique = random.nextInt(3);
            case 7 -> submit(cluster, new Command.Tick(random.nextBoolean()));
            default -> {
                if (!agent.connected) {
                    agent.connected = true;
                    agent.session++;
                }
                cluster.obey(agent);
                submit(cluster, new Command.Observe(agent.observation(cluster.agents)));
            }
        }
    }

    private static void submit(TestCluster cluster, Command command) {
        cluster.core.submit(command, reply -> {});
    }

    /** A ComputeDomain on the nodes of rack 0 is decided and not committed. */
    private void grantOnItsWay() {
        cluster.converge();
        List<NodeName> elsewhere = cluster.agents.stream()
                .filter(agent -> agent.rack != 0)
                .map(agent -> agent.node)
                .toList();
        cluster.ask(new Command.Cordon(elsewhere, true));
        cluster.converge();
        submit(cluster, create("train", 4));
    }

    private static Command create(String name, int nodes) {
        return new Command.Create(
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(nodes, 4, OptionalInt.empty()), Optional.empty()),
                Optional.empty(),
                true);
    }

    private void silent(TestAgent agent) {
        agent.connected = false;
        word(agent);
    }

    private void word(TestAgent agent) {
        submit(cluster, new Command.Observe(agent.observation(cluster.agents)));
    }

    private boolean isShownConnected(TestAgent agent) {
        return cluster.core
                .committed()
                .view(agent.node)
                .filter(view -> view.observation().connected())
                .isPresent();
    }
}
