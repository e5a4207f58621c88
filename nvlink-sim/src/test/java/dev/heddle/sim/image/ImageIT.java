package dev.heddle.sim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void coordinatorServesTheSimulatorsRacksWithoutAgents() throws IOException, InterruptedException {
        try (ImageServer server = ImageServer.start(options(0), said -> {})) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(server, "/fabric"))
                            .contains("\"nodesConnected\":36,\"gpus\":144,\"gpusGrantable\":80,\"gpusGranted\":64")
                            .contains("\"active\":2592")
                            .contains("\"Ready\":1"));
            assertThat(get(server, "/members")).contains("\"agentSessions\":0");
        }
    }

    @Test
    void changesOfTheWorldReachTheImage() throws IOException, InterruptedException {
        try (ImageServer server = ImageServer.start(options(50), said -> {})) {
            await().atMost(LONG).until(() -> server.changes() > 100);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(server, "/events"))
                            .contains("LinkDown")
                            .contains("\"type\":\"Warning\""));
        }
    }

    private ImageOptions options(int changes) {
        return new ImageOptions(2, 7, 1, changes, 0, data);
    }

    private static String get(ImageServer server, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + server.restPort() + "/api/v1" + path);
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
