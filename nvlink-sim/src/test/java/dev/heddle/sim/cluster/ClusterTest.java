package dev.heddle.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Cluster cluster = started(1);

    private static Cluster started(long seed) {
        Cluster cluster = new Cluster(new VirtualTime(seed), 1);
        cluster.start();
        return cluster;
    }

    private boolean allAdopted() {
        return cluster.replicas().stream()
                .allMatch(replica -> replica.image().homes().size() == 18);
    }

    @Test
    void clusterAdoptsEveryNodeAndEveryReplicaShowsIt() {
        assertThat(cluster.time().runUntil(this::allAdopted, SOON)).isTrue();

        assertThat(cluster.leader()).isPresent();
        assertThat(cluster.store().units()).hasSize(1);
    }

    @Test
    void computeDomainBecomesReadyAndItsFilesLieOnItsNodes() {
        cluster.time().runUntil(this::allAdopted, SOON);

        CompletionStage<Reply> reply = cluster.leader().orElseThrow().submit(create("job", 4));

        assertThat(cluster.time().runUntil(() -> isReady("job"), SOON)).isTrue();
        assertThat(reply.toCompletableFuture()).isCompletedWithValueMatching(Reply.Created.class::isInstance);
        Set<NodeName> holding = new TreeSet<>();
        cluster.fleet().nodes().stream()
                .filter(node -> !node.exposed().holdings().isEmpty())
                .forEach(node -> holding.add(node.name()));
        assertThat(holding).hasSize(4);
    }

    @Test
    void deadLeaderIsFollowedByAnotherUnderAHigherEpochThatKnowsWhatWasAcknowledged() {
        cluster.time().runUntil(this::allAdopted, SOON);
        Replica first = cluster.leader().orElseThrow();
        first.submit(create("job", 2));
        cluster.time().runUntil(() -> isReady("job"), SOON);
        long epoch = cluster.store().epoch();

        first.kill();

        assertThat(cluster.time().runUntil(() -> cluster.leader().isPresent(), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(cluster.store().epoch()).isGreaterThan(epoch);
        assertThat(cluster.leader().orElseThrow().image().computeDomain(new ComputeDomainName("job")))
                .isPresent();
    }

    @Test
    void pausedLeaderDoesNothingToTheLedgerWhenItGoesOn() {
        cluster.time().runUntil(this::allAdopted, SOON);
        Replica first = cluster.leader().orElseThrow();
        first.pauseAtCall(1, false, Duration.ofSeconds(10));
        CompletionStage<Reply> late = first.submit(create("late", 1));

        cluster.time().run(Duration.ofSeconds(20));

        assertThat(cluster.leader()).isPresent().get().isNotEqualTo(first);
        assertThat(cluster.store().computeDomains()).isEmpty();
        assertThat(late.toCompletableFuture()).isCompletedWithValueMatching(Reply.Refused.class::isInstance);
    }

    @Test
    void runsOfOneSeedAreEqual() {
        Cluster other = started(1);
        Cluster different = started(2);
        cluster.time().run(SOON);
        other.time().run(SOON);
        different.time().run(SOON);

        assertThat(cluster.time().traceHash())
                .isEqualTo(other.time().traceHash())
                .isNotEqualTo(different.time().traceHash());
    }

    private boolean isReady(String name) {
        return cluster.leader()
                .flatMap(leader -> leader.image().computeDomain(new ComputeDomainName(name)))
                .filter(state -> state.computeDomain().phase() == Phase.READY)
                .isPresent();
    }

    private static Command create(String name, int nodes) {
        return new Command.Create(
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(nodes, 4, OptionalInt.empty()), Optional.empty()),
                Optional.empty(),
                true);
    }

    @Test
    void deleteGivesEverythingBack() {
        cluster.time().runUntil(this::allAdopted, SOON);
        cluster.leader().orElseThrow().submit(create("job", 3));
        cluster.time().runUntil(() -> isReady("job"), SOON);

        cluster.leader().orElseThrow().submit(new Command.Delete(new ComputeDomainName("job"), OptionalLong.empty()));

        assertThat(cluster.time()
                        .runUntil(() -> cluster.store().computeDomains().isEmpty(), SOON))
                .isTrue();
        assertThat(cluster.fleet().nodes())
                .allMatch(node -> node.exposed().holdings().isEmpty());
    }
}
