package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.support.FakeServer;
import dev.heddle.cli.support.Shell;
import dev.heddle.cli.support.Shell.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayTwoTest {

    private static final String NODES = "GET /api/v1/nodes?rack=rack-05&limit=1000";
    private static final String BUSY = "{\"items\":[{\"name\":\"rack-05-tray-00\",\"computeDomains\":[\"a\"]}]}";
    private static final String IDLE = "{\"items\":[{\"name\":\"rack-05-tray-00\",\"computeDomains\":[],\"held\":[]}]}";
    private static final String CD = "/api/v1/compute-domains/a";

    private final FakeServer server = new FakeServer();
    private final Shell shell = Shell.with(server.uri());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNodeMayBeWrittenWithItsRack() {
        server.on(
                "POST /api/v1/nodes/rack-03-tray-07:cordon",
                200,
                "{\"nodes\":[\"rack-03-tray-07\"],\"blocking\":[\"a\"]}");
        Result result = shell.run("cordon", "node", "rack-03/tray-07");
        assertThat(result.out()).isEqualTo("node/rack-03-tray-07 cordoned\n");
        assertThat(result.err()).contains("Still in use by a").contains("./heddle drain node rack-03-tray-07");
    }

    @Test
    void drainWaitsAndNamesWhatItWaitsFor() {
        server.on("POST /api/v1/racks/rack-05:cordon", 200, "{\"nodes\":[\"x\",\"y\"],\"blocking\":[\"a\"]}");
        server.on(NODES, 200, BUSY).on(NODES, 200, BUSY).on(NODES, 200, IDLE);
        server.on("GET " + CD, 200, "{\"phase\":\"Ready\"}");
        Result result = shell.run("drain", "rack", "rack-05");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("rack/rack-05 cordoned (2 nodes)\nrack/rack-05 drained\n");
        assertThat(result.err()).isEqualTo("rack/rack-05 waits for a on 1 node, Ready (./heddle delete cd a)\n");
        assertThat(server.lines()).noneMatch(line -> line.startsWith("DELETE"));
    }

    @Test
    void drainDeletesOnlyAfterTheNameIsTyped() {
        server.on("POST /api/v1/racks/rack-05:cordon", 200, "{\"nodes\":[]}");
        server.on(NODES, 200, BUSY).on(NODES, 200, IDLE);
        server.on("DELETE " + CD, 202, "{\"uid\":\"u\",\"phase\":\"Releasing\"}");
        Result refused = shell.typing("rack-50").run("drain", "rack", "rack-05", "--delete-compute-domains");
        assertThat(refused.code()).isEqualTo(ExitCode.ERROR);
        assertThat(server.lines()).noneMatch(line -> line.startsWith("DELETE"));
    }

    @Test
    void drainDeletesWhenConfirmed() {
        server.on("POST /api/v1/racks/rack-05:cordon", 200, "{\"nodes\":[]}");
        server.on(NODES, 200, BUSY).on(NODES, 200, IDLE);
        server.on("DELETE " + CD, 202, "{\"uid\":\"u\",\"phase\":\"Releasing\"}");
        Result result = shell.typing("rack-05").run("drain", "rack", "rack-05", "--delete-compute-domains");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("already cordoned")
                .contains("computedomain/a Releasing")
                .endsWith("drained\n");
    }

    @Test
    void aFenceNeedsTheNameTyped() {
        server.on("GET /api/v1/nodes/n-1", 200, "{}").on("POST /api/v1/nodes/n-1:fence", 200, "{}");
        assertThat(shell.run("node", "fence", "n-1", "--powered-off").code()).isEqualTo(ExitCode.USAGE);
        assertThat(server.lines()).noneMatch(line -> line.contains(":fence"));
        Result result = shell.typing("n-1").run("node", "fence", "n-1", "--powered-off");
        assertThat(result.out()).isEqualTo("node/n-1 fenced\n");
        assertThat(server.asked().getLast().body()).isEqualTo("{\"poweredOff\":true}");
    }

    @Test
    void readoptLeavesTheClusterOfTheCoordinatorInTheAgentsFolder(@TempDir Path state) throws IOException {
        server.on("GET /api/v1/fabric", 200, "{\"clusterId\":\"cluster-b\"}");
        Result result = shell.typing("rack-01-tray-02")
                .run("node", "readopt", "rack-01/tray-02", "--state", state.toString(), "--timeout", "1s");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("node/rack-01-tray-02 is to obey cluster cluster-b\n");
        assertThat(result.err()).contains("does not run; it takes it up when it starts");
        assertThat(state.resolve("readopt")).hasContent("cluster-b");
    }

    @Test
    void readoptIsRefusedWhereNoAgentKeepsItsState(@TempDir Path state) {
        Result elsewhere = shell.run("node", "readopt", "n-1", "--state", state + "/none", "--cluster", "b", "--yes");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err()).contains("on the node").contains("--state");
        Result noDemo = shell.run("node", "readopt", "n-1", "--data", state.toString(), "--yes");
        assertThat(noDemo.code()).isEqualTo(ExitCode.ERROR);
        assertThat(noDemo.err()).contains("--data");
    }

    @Test
    void readoptNeedsTheNameTyped(@TempDir Path state) {
        Result result =
                shell.typing("n-2").run("node", "readopt", "n-1", "--state", state.toString(), "--cluster", "b");
        assertThat(result.code()).isEqualTo(ExitCode.ERROR);
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aFaultIsMadeAndHealed() {
        server.on("POST /v1/faults", 201, "{\"id\":\"f1\",\"kind\":\"pull-tray\",\"target\":\"rack-03/tray-07\"}");
        server.on("DELETE /v1/faults/f1", 204, "").on("DELETE /v1/faults", 204, "");
        assertThat(shell.run("sim", "fault", "pull-tray", "rack-03/tray-07").out())
                .isEqualTo("fault/f1 pull-tray rack-03/tray-07\n");
        assertThat(server.asked().getFirst().body())
                .isEqualTo("{\"kind\":\"pull-tray\",\"target\":\"rack-03/tray-07\"}");
        assertThat(shell.run("sim", "heal", "fault/f1").out()).isEqualTo("fault/f1 healed\n");
        assertThat(shell.run("sim", "heal", "--all").code()).isZero();
    }

    @Test
    void theSimulatorsReasonIsShown() {
        server.on("POST /v1/faults", 400, "{\"message\":\"There is no rack-99: take rack-01 to rack-12.\"}");
        Result result = shell.run("sim", "fault", "pull-tray", "rack-99/tray-07");
        assertThat(result.code()).isEqualTo(ExitCode.ERROR);
        assertThat(result.err()).isEqualTo("error: There is no rack-99: take rack-01 to rack-12.\n");
    }
}
