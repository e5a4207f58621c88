package dev.heddle.coordinator.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.LinkState;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index made from the one before shows the same as one made from nothing. */
class FabricIndexProperties {

    private static final int STEPS = 120;

    private final FakeEngine engine = new FakeEngine();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42, 20_260_101})
    void sharingPartsWithTheIndexBeforeChangesNothing(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        FakeFleet fleet = new FakeFleet(engine, 4, 3);
        FabricIndex shared = FabricIndex.of(engine.image());
        for (int step = 0; step < STEPS; step++) {
            change(random, fleet, step);
            shared = shared.next(engine.image());
            FabricIndex fresh = FabricIndex.of(engine.image());
            assertThat(racks(shared)).isEqualTo(racks(fresh));
            for (FabricIndex.ComputeDomainEntry entry : fresh.computeDomains()) {
                assertThat(shared.computeDomain(entry.state().computeDomain().name()))
                        .contains(entry.dto());
            }
            // Of some indexes nobody asks for all.
            if (random.nextBoolean()) {
                assertThat(computeDomains(shared)).isEqualTo(computeDomains(fresh));
            }
            assertThat(FabricViews.fabric(shared, control())).isEqualTo(FabricViews.fabric(fresh, control()));
        }
    }

    private void change(RandomGenerator random, FakeFleet fleet, int step) {
        FakeNode node = fleet.nodes().get(random.nextInt(fleet.nodes().size()));
        switch (random.nextInt(8)) {
            case 0 -> fleet.create("cd-" + step, 1 + random.nextInt(3));
            case 1 ->
                engine.submit(new Command.Delete(
                        new ComputeDomainName("cd-" + random.nextInt(step + 1)), OptionalLong.empty()));
            case 2 -> node.link(random.nextInt(4), random.nextInt(18), LinkState.INACTIVE);
            case 3 -> node.connected = !node.connected;
            case 4 -> engine.submit(new Command.Cordon(List.of(node.name), random.nextBoolean()));
            case 5 -> engine.nextEpoch();
            case 6 -> engine.submit(new Command.TakeOver(false));
            default -> fleet.converge();
        }
        fleet.report(node);
    }

    private FabricViews.Control control() {
        return new FabricViews.Control(
                engine.status(), new Leadership.View(Optional.empty(), Optional.empty(), 1, Duration.ZERO), List.of());
    }

    private static List<Object> racks(FabricIndex index) {
        return index.racks().stream().<Object>map(RackViews::detail).toList();
    }

    private static List<Object> computeDomains(FabricIndex index) {
        return index.computeDomains().stream()
                .<Object>map(FabricIndex.ComputeDomainEntry::dto)
                .toList();
    }
}
