package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.FakeFleet;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Health and metrics. */
class OperationsTest extends ApiTest {

    @Test
    void onlyTheLeaderIsUpAsLeader() {
        assertThat(get("/actuator/health/leader").status()).isEqualTo(200);
        engine.lead(false);
        Answer standby = get("/actuator/health/leader");
        assertThat(standby.status()).isEqualTo(503);
        assertThat(standby.json().path("status").asString()).isEqualTo("OUT_OF_SERVICE");
        assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(get("/actuator/health").status()).isEqualTo(200);
    }

    @Test
    void leaderThatCannotWriteItsLedgerIsNotReady() {
        engine.trouble(Optional.of("disk full"));
        Answer answer = get("/actuator/health/readiness");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().toString()).contains("disk full");
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void metricsCountTheFabric() throws Exception {
        FakeFleet fleet = fleet(2, 2);
        fleet.create("a", 1);
        fleet.converge();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String metrics = http.send(
                            HttpRequest.newBuilder(uri("/actuator/prometheus")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(metrics)
                    .contains("heddle_nvlink_domains{state=\"Healthy\"} 2.0")
                    .contains("heddle_compute_domains{phase=\"Ready\"} 1.0")
                    .contains("heddle_compute_domains{phase=\"Pending\"} 0.0")
                    .contains("heddle_gpus{state=\"granted\"} 4.0")
                    .contains("heddle_channels{state=\"in-use\"} 1.0")
                    .contains("heddle_grants 1.0")
                    .contains("heddle_leader 1.0")
                    .contains("heddle_engine_queued 0.0")
                    .contains("heddle_watchers");
        }
    }
}
