package dev.heddle.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.ledger.PostgresProcess;
import dev.heddle.testing.Component;
import dev.heddle.testing.RepositoryRoot;
import dev.heddle.testing.RequiresComponent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * As {@link ChaosIT}, with every machine as a container of a Docker engine. How many faults and which seed, {@code
 * -Dheddle.containers.faults} and {@code -Dheddle.containers.seed} say.
 */
@RequiresComponent({Component.DOCKER, Component.NETWORK_NAMESPACES, Component.POSTGRES_SERVER})
class ContainersIT {

    private static final int FAULTS = Integer.getInteger("heddle.containers.faults", 10);
    private static final long SEED = Long.getLong("heddle.containers.seed", 1);

    @Test
    void nothingIsLostOrGrantedTwiceWhileContainersAreKilledPausedAndCutOff() throws Exception {
        Path root = RepositoryRoot.path();
        Path folder = Folders.passable();
        Path postgres = PostgresProcess.installedBinaries().orElseThrow();
        ChaosSettings settings =
                ChaosSettings.of(Programs.of(root, postgres), SEED, FAULTS).withFleets(2);

        Report report = ChaosRun.run(settings, new Containers(List.of(root), folder), folder, System.out);

        assertThat(report.violations()).isEmpty();
        assertThat(report.faults().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(FAULTS);
        assertThat(report.answers()).containsKeys("Create Made", "Delete Ending", "Read Shown");
    }
}
