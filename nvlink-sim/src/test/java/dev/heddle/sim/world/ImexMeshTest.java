package dev.heddle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.imex.NodeListStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImexMeshTest {

    private static final NodeName A = new NodeName("rack-01-tray-00");
    private static final NodeName B = new NodeName("rack-01-tray-01");
    private static final String B_TARGET = "rack-01/tray-01";

    @TempDir
    Path folder;

    private Worlds worlds = uninitialised();

    @SuppressWarnings("NullAway") // set before each test
    private static Worlds uninitialised() {
        return null;
    }

    @BeforeEach
    void world() throws IOException {
        worlds = new Worlds(folder);
    }

    private Imex imex(NodeName node) {
        return worlds.report(node.value()).imex();
    }

    private ImexConnection aToB() {
        return imex(A).peers().getOrDefault(B, ImexConnection.UNKNOWN);
    }

    @Test
    void aDaemonWithoutANodeListWaitsForOne() {
        assertThat(imex(A).state()).isEqualTo(ImexDaemonState.INITIALIZING);
        assertThat(imex(A).peers()).isEmpty();
    }

    @Test
    void theMeshOfARackFormsBothWaysAfterItsTime() throws IOException {
        worlds.formImex(0);

        assertThat(imex(A).state()).isEqualTo(ImexDaemonState.READY);
        assertThat(imex(A).peers())
                .hasSize(17)
                .allSatisfy((peer, state) -> assertThat(state).isEqualTo(ImexConnection.CONNECTED));
        assertThat(imex(B).connectedTo(A)).isTrue();
    }

    @Test
    void aPeerWithoutAListIsNeverConnectedAndOneWithAnotherListIsAMismatch() throws IOException {
        List<ImexNode> both = List.of(line("slot-0", A), line("slot-1", B));
        worlds.world.imexNodes(A, both);
        worlds.time.pass(100);
        assertThat(aToB()).isEqualTo(ImexConnection.NEVER_CONNECTED);

        worlds.world.imexNodes(B, List.of(line("slot-1", B), line("slot-0", A)));
        worlds.time.pass(100);
        assertThat(aToB()).isEqualTo(ImexConnection.NODE_MAP_MISMATCH);

        worlds.world.imexNodes(B, both);
        assertThat(aToB()).isEqualTo(ImexConnection.NEVER_CONNECTED);
        worlds.time.pass(20);
        assertThat(aToB()).isEqualTo(ImexConnection.CONNECTED);
    }

    @Test
    void anotherHolderOfANameDoesNotRestartTheDaemonAndOtherNamesDo() throws IOException {
        worlds.world.imexNodes(A, List.of(line("slot-0", A), new ImexNode("slot-1", Optional.empty(), "")));
        worlds.time.pass(100);
        String instance = imex(A).daemonInstance();
        worlds.world.imexNodes(A, List.of(line("slot-0", A), line("slot-1", B)));
        assertThat(imex(A).daemonInstance()).isEqualTo(instance);
        assertThat(imex(A).state()).isEqualTo(ImexDaemonState.READY);

        worlds.world.imexNodes(A, List.of(line("slot-0", A)));
        assertThat(imex(A).daemonInstance()).isNotEqualTo(instance);
        assertThat(imex(A).state()).isEqualTo(ImexDaemonState.INITIALIZING);
    }

    @Test
    void aKilledDaemonIsRecoveringThenDisconnectedThenANewInstanceConnects() throws Exception {
        worlds.formImex(0);
        String instance = imex(B).daemonInstance();
        long fault = worlds.inject("imex-kill", B_TARGET);
        assertThat(imex(B).state()).isEqualTo(ImexDaemonState.UNAVAILABLE);
        assertThat(aToB()).isEqualTo(ImexConnection.RECOVERING);
        assertThat(imex(A).state()).isEqualTo(ImexDaemonState.READY);
        worlds.time.pass(5000);
        assertThat(aToB()).isEqualTo(ImexConnection.DISCONNECTED);

        worlds.world.heal(List.of(fault));
        assertThat(imex(B).state()).isEqualTo(ImexDaemonState.WAITING_FOR_RECOVERY);
        assertThat(aToB()).isEqualTo(ImexConnection.RECOVERING);
        worlds.time.pass(20);
        assertThat(imex(B).state()).isEqualTo(ImexDaemonState.READY);
        assertThat(imex(B).daemonInstance()).isNotEqualTo(instance);
        assertThat(aToB()).isEqualTo(ImexConnection.CONNECTED);
    }

    @Test
    void aPulledTrayIsLostToItsPeersAndJoinsAgainWithItsOldList() throws Exception {
        worlds.formImex(0);
        long fault = worlds.inject("pull-tray", B_TARGET);
        assertThat(aToB()).isEqualTo(ImexConnection.RECOVERING);

        worlds.world.heal(List.of(fault));
        worlds.time.pass(20);
        assertThat(aToB()).isEqualTo(ImexConnection.CONNECTED);
    }

    @Test
    void nodesOfDifferentCliquesAreNotConnected() throws Exception {
        worlds.formImex(0);
        worlds.inject("clique-split", "rack-01/tray-01..17");

        assertThat(aToB()).isEqualTo(ImexConnection.DISCONNECTED);
        assertThat(imex(B).connectedTo(new NodeName("rack-01-tray-02"))).isTrue();
    }

    @Test
    void nodeListsSurviveARestartOfTheSimulator() throws IOException {
        worlds.formImex(0);
        String instance = imex(A).daemonInstance();
        World restarted = new World(
                worlds.plant,
                worlds.world.state(),
                WorldStore.NONE,
                new NodeListStore(folder.resolve("imex")),
                worlds.time);

        Imex imex = restarted.report(A).orElseThrow().imex();
        assertThat(imex.connectedTo(B)).isTrue();
        assertThat(imex.daemonInstance()).isEqualTo(instance);
    }

    private ImexNode line(String slot, NodeName node) {
        return new ImexNode(
                slot, Optional.of(node), worlds.plant.tray(node).orElseThrow().address());
    }
}
