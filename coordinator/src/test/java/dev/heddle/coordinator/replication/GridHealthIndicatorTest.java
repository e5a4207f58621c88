package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.port.Members;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class GridHealthIndicatorTest {

    private boolean split;
    private final Members members = () ->
            List.of(replica("coordinator-1", true), replica("coordinator-2", true), replica("coordinator-3", !split));
    private final GridHealthIndicator grid = new GridHealthIndicator(members, 3);

    private static Members.Replica replica(String name, boolean up) {
        return new Members.Replica(name, false, Optional.empty(), Optional.empty(), 1, ImageVersion.NONE, 0, 0, up);
    }

    @Test
    void aSplitGridIsAnAlarmThatNamesWhoIsThere() {
        assertThat(grid.health().getStatus()).isEqualTo(Status.UP);
        split = true;
        assertThat(grid.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(grid.health().getDetails())
                .containsEntry("configured", 3)
                .containsEntry("present", List.of("coordinator-1", "coordinator-2"));
    }

    @Test
    void aSplitGridIsSeenInTheMetrics() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        grid.bindTo(registry);
        split = true;
        assertThat(registry.get("heddle.replication.replicas")
                        .tag("state", "present")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(registry.get("heddle.replication.replicas")
                        .tag("state", "configured")
                        .gauge()
                        .value())
                .isEqualTo(3);
    }
}
