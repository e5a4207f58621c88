package dev.heddle.sim.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTest {

    @TempDir
    Path state;

    private Hardware hardware;
    private Agents agents;

    @BeforeEach
    void setUp() {
        hardware = new Hardware(Scopes.WILD.getFirst());
        agents = new Agents(state, hardware);
    }

    @Test
    void anAgentThatDiedOverItsRecordMakesItDurableBeforeItBelievesIt() {
        Node node = agents.ordered(agents.fresh(0), order(1, 1, 1), Machine.FOREVER);
        Desired next = order(2, 2, 1);
        agents.ordered(node, next, Machine.FOREVER);
        int changes = agents.changes();
        assertThat(changes).isPositive();
        for (int death = 0; death < changes; death++) {
            Node started = agents.converged(agents.ordered(node, next, death));
            Stamp believed = started.said().stamp();
            Node back = agents.converged(started.off().on());
            assertThat(back.said().stamp()).as("died after change %d", death).isEqualTo(believed);
            assertThat(back.said().record()).as("died after change %d", death).isEqualTo(RecordState.INTACT);
        }
    }

    @Test
    void aWorkloadThatOutlivesItsGrantKeepsTheGrantHeld() {
        Node node = agents.ordered(agents.fresh(0), order(1, 1, 1), Machine.FOREVER);
        assertThat(node.workloads()).hasSize(1);
        Node told = agents.ordered(node, nothing(1, 2), Machine.FOREVER);
        assertThat(told.specs()).isEmpty();
        assertThat(told.said().held()).hasSize(1);
        Node idle = agents.converged(told.ended());
        assertThat(idle.said().held()).isEmpty();
    }

    private Desired order(long epoch, long generation, int channel) {
        Grant grant = new Grant(
                new ComputeDomainUid("uid-a"),
                new ComputeDomainName("a"),
                channel,
                new TreeSet<>(List.of(new GpuUuid("GPU-0-0"))),
                List.of(hardware.name(0)));
        return desired(epoch, generation, List.of(grant));
    }

    private Desired nothing(long epoch, long generation) {
        return desired(epoch, generation, List.of());
    }

    private Desired desired(long epoch, long generation, List<Grant> grants) {
        return new Desired(
                SmallLedger.CLUSTER, new Stamp(epoch, generation), hardware.boot(0, 1), grants, List.of(), true);
    }
}
