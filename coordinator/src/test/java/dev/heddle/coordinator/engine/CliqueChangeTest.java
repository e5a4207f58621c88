package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.Desired;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clique is split under what is granted in it, or loses a node. */
class CliqueChangeTest {

    private static final long NEW_CLIQUE = 7;

    private final TestCluster cluster = new TestCluster(1, 4, 4, Optional.empty());

    @BeforeEach
    void everyoneIsThere() {
        cluster.converge();
    }

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void oneThatWasNeverReadyIsPlacedAnew() {
        cluster.create("train", 2, 4);
        assertThat(cluster.phase("train")).contains(Phase.FORMING);
        split();
        cluster.converge();
        assertThat(cluster.phase("train")).contains(Phase.READY);
    }

    @Test
    void oneThatWasNeverReadyHoldsItsNodesUntilTheyGiveBack() {
        cluster.create("train", 2, 4);
        cluster.agents.forEach(cluster::obey);
        split();
        cluster.agents.forEach(cluster::report);
        assertThat(cluster.phase("train")).contains(Phase.PENDING);
        assertThat(record().reason()).isEqualTo("CliqueChanged");
        assertThat(cluster.core
                        .committed()
                        .units()
                        .values()
                        .iterator()
                        .next()
                        .unit()
                        .grants())
                .containsKey(record().uid());
    }

    @Test
    void oneThatWasReadyKeepsItsMembersAndIsDegraded() {
        cluster.create("train", 2, 4);
        cluster.converge();
        split();
        cluster.converge();
        assertThat(cluster.phase("train")).contains(Phase.DEGRADED);
        assertThat(record().reason()).isEqualTo("CliqueChanged");
    }

    @Test
    void nodesOfACliqueAreToldInAnOrderOfItsOwnThatOneOfThemWasForgotten() {
        TestAgent gone = cluster.agent(0, 3);
        TestAgent peer = cluster.agent(0, 0);
        gone.connected = false;
        cluster.report(gone);
        Desired before = DesiredState.of(cluster.core.committed(), peer.node).orElseThrow();
        assertThat(cluster.ask(new Command.Forget(gone.node))).isInstanceOf(Reply.Done.class);
        Desired after = DesiredState.of(cluster.core.committed(), peer.node).orElseThrow();
        assertThat(after.imexNodes()).isNotEqualTo(before.imexNodes());
        assertThat(after.stamp()).isGreaterThan(before.stamp());
    }

    private void split() {
        cluster.agents.forEach(agent -> agent.clique = NEW_CLIQUE);
    }

    private ComputeDomainRecord record() {
        return cluster.core
                .committed()
                .computeDomain(new ComputeDomainName("train"))
                .orElseThrow()
                .computeDomain();
    }
}
