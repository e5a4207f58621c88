package dev.heddle.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.FakeProbe;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverTest {

    private final FakeProbe probe = new FakeProbe(Orders.BOOT, Reports.tray(2));
    private final List<NodeReport> heard = new ArrayList<>();
    private final Observer observer =
            new Observer(probe, new LinkHysteresis(LinkThresholds.DEFAULT), () -> 0L, heard::add);

    @Test
    void onlyChangesAreTold() {
        observer.look();
        observer.look();
        probe.become(Reports.with(Reports.tray(2), 0, Reports.link(0, LinkState.INACTIVE)));
        observer.look();
        observer.look();

        assertThat(heard).hasSize(2);
    }

    @Test
    void silentProbeIsBelievedForAFewLooksAndThenEverythingIsUnknown() {
        observer.look();
        probe.silent(true);
        observer.look();
        observer.look();
        assertThat(heard).hasSize(1);
        assertThat(observer.problem()).contains("the driver does not answer");

        observer.look();
        observer.look();
        assertThat(heard).hasSize(2);
        assertThat(heard.getLast().gpus()).allSatisfy(gpu -> {
            assertThat(gpu.fabric()).isEqualTo(Fabric.UNKNOWN);
            assertThat(gpu.links()).isEmpty();
        });

        probe.silent(false);
        observer.look();
        assertThat(heard.getLast()).isEqualTo(Reports.tray(2));
        assertThat(observer.problem()).isEmpty();
    }
}
