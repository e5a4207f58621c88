package dev.heddle.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fleet.CaptureNode;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real machines, known from captures, up to the REST answer. */
@RequiresComponent(Component.SHARED_CAPTURES)
class CaptureIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path GB200 = Component.sharedCaptures().resolve("nvidia-smi-qx-gb200.xml");
    private static final Path H100 = Component.sharedCaptures().resolve("nvidia-smi-qx-h100.xml");

    @TempDir
    Path folder;

    private static CaptureNode capture(String name, Path smi) {
        return new CaptureNode(new NodeName(name), smi, Optional.empty(), "");
    }

    private static JsonNode get(Cluster cluster, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + cluster.restPort() + "/api/v1" + path))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> inCapture(Path smi, String element) throws IOException {
        Matcher matcher =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(Files.readString(smi));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static List<String> inAnswer(JsonNode gpus, String pointer) {
        return StreamSupport.stream(gpus.path("items").spliterator(), false)
                .map(gpu -> gpu.at(pointer).asString())
                .toList();
    }

    /** The captures share sanitised UUIDs, so that one fleet takes one of them only. */
    private Cluster with(CaptureNode capture) throws IOException, InterruptedException {
        Cluster cluster = Cluster.start(folder, 1, 7, List.of(capture));
        await().atMost(PATIENCE).until(() -> cluster.openNodes() == 19);
        return cluster;
    }

    @Test
    void aGb200TrayReportsExactlyWhatItIsUpToTheRestAnswer() throws Exception {
        try (Cluster cluster = with(capture("gb200-tray", GB200))) {
            JsonNode gb200 = get(cluster, "/gpus?node=gb200-tray");
            sameAsCaptured(gb200, GB200);
            assertThat(inAnswer(gb200, "/fabric/clusterUuid")).isEqualTo(inCapture(GB200, "clusterUuid"));
            assertThat(inAnswer(gb200, "/fabric/cliques/0/id")).isEqualTo(inCapture(GB200, "cliqueId"));
            assertThat(inAnswer(gb200, "/platform/trayIndex")).isEqualTo(inCapture(GB200, "tray_index"));
            assertThat(inAnswer(gb200, "/platform/slotNumber")).isEqualTo(inCapture(GB200, "slot_number"));
            assertThat(inAnswer(gb200, "/platform/fabricGuid")).isEqualTo(inCapture(GB200, "gpu_fabric_guid"));
            assertThat(inAnswer(gb200, "/fabric/health/summary")).containsOnly("Healthy");
            assertThat(inAnswer(gb200, "/health")).containsOnly("Healthy");
        }
    }

    @Test
    void anH100NodeIsADomainOfItsOwnAndReportsExactlyWhatItIs() throws Exception {
        try (Cluster cluster = with(capture("h100-node", H100))) {
            JsonNode h100 = get(cluster, "/gpus?node=h100-node");
            sameAsCaptured(h100, H100);
            assertThat(h100.path("items")).hasSize(8);
            assertThat(inAnswer(h100, "/health")).containsOnly("Healthy");
        }
    }

    private static void sameAsCaptured(JsonNode gpus, Path smi) throws IOException {
        assertThat(inAnswer(gpus, "/uuid")).containsExactlyInAnyOrderElementsOf(inCapture(smi, "uuid"));
        assertThat(inAnswer(gpus, "/pciBusId")).containsExactlyInAnyOrderElementsOf(inCapture(smi, "pci_bus_id"));
        assertThat(inAnswer(gpus, "/platform/moduleId"))
                .containsExactlyInAnyOrderElementsOf(inCapture(smi, "module_id"));
        assertThat(inAnswer(gpus, "/serial")).containsExactlyInAnyOrderElementsOf(inCapture(smi, "serial"));
    }
}
