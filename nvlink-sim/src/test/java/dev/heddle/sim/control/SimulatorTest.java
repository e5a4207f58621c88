package dev.heddle.sim.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.SimOptions;
import dev.heddle.sim.Simulator;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole simulator whose agents find no coordinator. */
class SimulatorTest {

    private static final NodeName NODE = new NodeName("rack-01-tray-07");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private SimOptions options(OptionalLong seed) {
        return new SimOptions(
                OptionalInt.of(1),
                seed,
                folder,
                List.of(new Target("127.0.0.1", 1)),
                0,
                "gb200-nvl72",
                Optional.empty(),
                List.of(),
                false,
                false);
    }

    private Simulator start() throws IOException, InterruptedException {
        return Simulator.start(options(OptionalLong.empty()));
    }

    private HttpResponse<String> call(Simulator simulator, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(simulator, path)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Simulator simulator, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.controlPort() + path));
    }

    private JsonNode get(Simulator simulator, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(simulator, "GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void faultsAreInjectedListedAndHealedOverHttp() throws Exception {
        try (Simulator simulator = start()) {
            HttpResponse<String> made =
                    call(simulator, "POST", "/v1/faults", "{\"kind\":\"pull-tray\",\"target\":\"rack-01/tray-07\"}");
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(made.body()).path("id").asString()).isEqualTo("f-1");
            assertThat(get(simulator, "/v1/faults")
                            .path("faults")
                            .get(0)
                            .path("target")
                            .asString())
                    .isEqualTo("rack-01/tray-07");
            assertThat(call(simulator, "POST", "/v1/faults", "{\"kind\":\"pull-tray\",\"target\":\"rack-01/tray-07\"}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(call(
                                    simulator,
                                    "POST",
                                    "/v1/faults",
                                    "{\"kind\":\"return-tray\",\"target\":\"rack-01/tray-07\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(call(simulator, "DELETE", "/v1/faults/f-1", "").statusCode())
                    .isEqualTo(404);
            call(simulator, "POST", "/v1/faults", "{\"kind\":\"switch-tray-lost\",\"target\":\"rack-01/switch-1\"}");
            assertThat(call(simulator, "DELETE", "/v1/faults/2", "").statusCode())
                    .isEqualTo(200);
            assertThat(call(simulator, "DELETE", "/v1/faults", "").statusCode()).isEqualTo(200);
            assertThat(get(simulator, "/v1/faults").path("faults")).isEmpty();
        }
    }

    @Test
    void badRequestsAreRefusedWithASentence() throws Exception {
        try (Simulator simulator = start()) {
            assertRefused(call(simulator, "POST", "/v1/faults", "{\"kind\":\"boom\",\"target\":\"rack-01\"}"), 400);
            assertRefused(call(simulator, "POST", "/v1/faults", "{\"kind\":\"pull-tray\"}"), 400);
            assertRefused(call(simulator, "POST", "/v1/faults", "{\"kind\":7,\"target\":{}}"), 400);
            assertRefused(call(simulator, "POST", "/v1/faults", "nonsense"), 400);
            assertRefused(call(simulator, "POST", "/v1/faults", ""), 400);
            assertRefused(call(simulator, "POST", "/v1/faults", " ".repeat(ControlServer.MAX_BODY + 1)), 413);
            assertRefused(call(simulator, "PUT", "/v1/faults", "{}"), 404);
            assertRefused(call(simulator, "GET", "/", ""), 404);
            assertRefused(call(simulator, "DELETE", "/v1/processes/99", ""), 404);
            assertRefused(call(simulator, "POST", "/v1/processes", "{\"node\":\"rack-01/tray-01\"}"), 400);
            assertRefused(
                    call(simulator, "POST", "/v1/processes", "{\"node\":\"rack-01/tray-01\",\"channel\":7}"), 409);
            HttpResponse<String> page = http.send(
                    request(simulator, "/v1/faults")
                            .header("Origin", "http://example.org")
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertRefused(page, 403);
        }
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("message").asString()).isNotEmpty();
    }

    @Test
    void processesAreStartedListedAndStopped() throws Exception {
        try (Simulator simulator = start()) {
            HttpResponse<String> made = call(
                    simulator, "POST", "/v1/processes", "{\"node\":\"rack-01-tray-07\",\"gpus\":[\"gpu-1\",\"2\"]}");
            assertThat(made.statusCode()).isEqualTo(201);
            long pid = JSON.readTree(made.body()).path("pid").asLong();
            assertThat(get(simulator, "/v1/processes").path("processes").get(0).path("gpus"))
                    .hasSize(2);
            assertThat(call(simulator, "DELETE", "/v1/processes/" + pid, "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void agentsStartAndStopAsTheirMachinesDo() throws Exception {
        try (Simulator simulator = start()) {
            JsonNode health = get(simulator, "/v1/health");
            assertThat(health.path("agents").asInt()).isEqualTo(18);
            assertThat(health.path("agentsRunning").asInt()).isEqualTo(18);
            Path run = NodeFolders.of(folder.resolve("agents"), NODE).deviceRoot();
            assertThat(run).exists();
            await().until(() -> simulator.fleet().status(NODE).orElseThrow().gpus() == 4);

            call(simulator, "POST", "/v1/faults", "{\"kind\":\"pull-tray\",\"target\":\"rack-01/tray-07\"}");
            await().until(() -> simulator.fleet().status(NODE).isEmpty() && Files.notExists(run));
            call(simulator, "POST", "/v1/faults", "{\"kind\":\"agent-stop\",\"target\":\"rack-01/tray-06\"}");
            await().until(() -> simulator.fleet().running() == 16);
            call(simulator, "DELETE", "/v1/faults", "");
            await().until(() -> simulator.fleet().running() == 18 && Files.exists(run));
        }
    }

    @Test
    void aRestartFindsTheSameMachinesFaultsAndBoots() throws Exception {
        BootId boot;
        try (Simulator simulator = start()) {
            call(simulator, "POST", "/v1/faults", "{\"kind\":\"pull-tray\",\"target\":\"rack-01/tray-07\"}");
            call(simulator, "POST", "/v1/faults", "{\"kind\":\"return-tray\",\"target\":\"rack-01/tray-07\"}");
            call(simulator, "POST", "/v1/faults", "{\"kind\":\"imex-kill\",\"target\":\"rack-01/tray-03\"}");
            boot = simulator.world().boot(NODE);
        }
        try (Simulator simulator = start()) {
            assertThat(simulator.world().boot(NODE)).isEqualTo(boot);
            assertThat(simulator.world().state().faults()).hasSize(1);
            assertThat(get(simulator, "/v1/state")
                            .path("nodes")
                            .get(7)
                            .path("bootId")
                            .asString())
                    .isEqualTo(boot.value());
        }
        assertThatThrownBy(() -> Simulator.start(options(OptionalLong.of(7))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("seed 42");
    }

    @Test
    void twoSimulatorsDoNotShareADataFolder() throws Exception {
        try (Simulator first = start()) {
            assertThat(first.controlPort()).isPositive();
            assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
    }
}
