package dev.heddle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.Tristate;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullBandwidthTest {

    @Test
    void aGpuThatMissesALinkLeavesTheFabricWhereFullBandwidthIsDemanded(@TempDir Path folder) throws Exception {
        Worlds worlds = new Worlds(folder, strict(folder));
        worlds.inject("link-down", "rack-01/tray-02/gpu-1/link-5");
        assertThat(worlds.gpu("rack-01-tray-02", 1).fabric().health().summary())
                .isEqualTo(HealthSummary.LIMITED_CAPACITY);

        worlds.time.pass(300);
        var gpu = worlds.gpu("rack-01-tray-02", 1);
        assertThat(gpu.fabric().health().summary()).isEqualTo(HealthSummary.UNHEALTHY);
        assertThat(gpu.fabric().health().routeUnhealthy()).isEqualTo(Tristate.TRUE);
        assertThat(gpu.fabric().health().misconfiguration()).isEqualTo(Misconfiguration.INSUFFICIENT_NVLINKS);
        assertThat(gpu.fabric().health().partitionAssigned()).isEqualTo(Tristate.TRUE);
        assertThat(gpu.recoveryAction()).isEqualTo(RecoveryAction.DRAIN_AND_RESET);
    }

    private static Profile strict(Path folder) throws IOException {
        try (InputStream in = FullBandwidthTest.class.getResourceAsStream("/profiles/gb200-nvl72.yaml")) {
            String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Path file = folder.resolve("strict.yaml");
            Files.writeString(
                    file,
                    yaml.replace("ADAPTIVE_BANDWIDTH\n", "FULL_BANDWIDTH\n")
                            .replace("reportsMisconfiguration: false", "reportsMisconfiguration: true")
                            .replace("reportsPartition: false", "reportsPartition: true"));
            return Profiles.load(file);
        }
    }
}
