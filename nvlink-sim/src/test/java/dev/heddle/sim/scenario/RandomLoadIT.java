package dev.heddle.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Members;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Rooms;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.placement.NodeRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand random creates, deletes and faults on twelve racks. The seed is in the test's name. */
class RandomLoadIT {

    private static final int RACKS = 12;
    private static final int NODES = 216;
    private static final int GPUS = 864;
    private static final int STEPS = 1000;
    private static final int LEAST_LIVE = 50;
    private static final int MOST_LIVE = 80;
    private static final int STEPS_BETWEEN_LOOKS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20261125, 4711, 99})
    void nothingOverlapsAndNothingLeaks(long seed) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (Cluster cluster = Cluster.start(folder, RACKS, seed, List.of())) {
            await().atMost(PATIENCE).until(() -> cluster.openNodes() == NODES);
            RandomLoad load = new RandomLoad(cluster, random, LEAST_LIVE, MOST_LIVE);
            while (cluster.live().size() < LEAST_LIVE) {
                load.step();
            }
            for (int step = 0; step < STEPS; step++) {
                load.step();
                assertThat(cluster.live()).as("step %s", step).hasSizeGreaterThanOrEqualTo(LEAST_LIVE);
                assertThat(cluster.check().ledger()).as("step %s", step).isEmpty();
                if (step % STEPS_BETWEEN_LOOKS == 0) {
                    assertThat(cluster.check().physical()).as("step %s", step).isEmpty();
                }
            }
            load.calm();
            everyoneGetsWhatTheLedgerSays(cluster);
            everythingIsGivenBack(cluster);
        }
    }

    /**
     * A ComputeDomain that was granted while its nodes were another clique does not get well before it is deleted, and
     * its nodes take nothing new until then; everything else does.
     */
    private static void everyoneGetsWhatTheLedgerSays(Cluster cluster) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cluster.in(Phase.RELEASING)).isEmpty();
            List<ComputeDomainRecord> unwell = cluster.in(Phase.FORMING, Phase.DEGRADED);
            assertThat(unwell)
                    .extracting(
                            domain -> Members.formation(cluster.image(), domain).reason())
                    .allMatch("CliqueChanged"::equals);
            assertThat(closed(cluster.image(), unwell)).isEmpty();
            assertThat(cluster.check().differences()).isEmpty();
        });
        assertThat(cluster.check().ledger()).isEmpty();
    }

    /** Nodes that take nothing new, and hold nothing of these ComputeDomains that would explain it. */
    private static List<NodeRoom.Closed> closed(Image image, List<ComputeDomainRecord> unwell) {
        List<NodeRoom.Closed> closed = new ArrayList<>();
        for (UnitState unit : image.units().values()) {
            Set<NodeName> explained = unwell.stream()
                    .flatMap(domain -> unit.unit().grant(domain.uid()).stream())
                    .flatMap(grant -> grant.members().keySet().stream())
                    .collect(Collectors.toSet());
            unit.unit().nodes().values().stream()
                    .filter(node -> !explained.contains(node.name()))
                    .forEach(node -> Rooms.closed(unit, node).ifPresent(closed::add));
        }
        return closed;
    }

    private static void everythingIsGivenBack(Cluster cluster) throws Exception {
        for (ComputeDomainRecord domain : cluster.in(Phase.values())) {
            cluster.delete(domain.name());
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cluster.in(Phase.values())).isEmpty();
            assertThat(cluster.check().differences()).isEmpty();
            assertThat(cluster.freeGpus()).isEqualTo(GPUS);
        });
        for (UnitState unit : cluster.image().units().values()) {
            assertThat(unit.unit().grants()).isEmpty();
            assertThat(unit.unit().quarantines()).isEmpty();
        }
    }
}
