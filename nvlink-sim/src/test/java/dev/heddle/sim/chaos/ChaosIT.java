package dev.heddle.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.ledger.PostgresProcess;
import dev.heddle.testing.Component;
import dev.heddle.testing.RepositoryRoot;
import dev.heddle.testing.RequiresComponent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A short run of real processes under real faults. The seed and every fault are printed; how many faults and which seed,
 * {@code -Dheddle.chaos.faults} and {@code -Dheddle.chaos.seed} say.
 */
@RequiresComponent({Component.NETWORK_NAMESPACES, Component.POSTGRES_SERVER})
class ChaosIT {

    private static final int FAULTS = Integer.getInteger("heddle.chaos.faults", 20);
    private static final long SEED = Long.getLong("heddle.chaos.seed", 1);

    @Test
    void nothingIsLostOrGrantedTwiceWhileProcessesAreKilledPausedAndCutOff() throws Exception {
        Path postgres = PostgresProcess.installedBinaries().orElseThrow();
        ChaosSettings full = ChaosSettings.of(Programs.of(RepositoryRoot.path(), postgres), SEED, FAULTS);
        ChaosSettings settings = full.withFleets(3);

        Report report = ChaosRun.run(settings, Folders.passable(), System.out);

        assertThat(report.violations()).isEmpty();
        assertThat(report.faults().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(FAULTS);
        assertThat(report.answers()).containsKeys("Create Made", "Delete Ending", "Read Shown");
    }
}
