package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.LinkState;
import dev.heddle.coordinator.FakeFleet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The live feed over real HTTP. */
class WatchTest extends ApiTest {

    private SseClient watch(String path, String... headers) throws Exception {
        return new SseClient(mapper, request(path, headers).GET().build());
    }

    private static List<String> names(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path("name").asString())
                .toList();
    }

    private static boolean tellsOf(SseClient client, String field, String name) {
        return client.named("delta").stream()
                .anyMatch(delta -> names(delta.data().path(field)).contains(name));
    }

    private static String lastImage(SseClient client) {
        List<SseClient.Event> events = client.events();
        return events.isEmpty() ? "" : events.getLast().id();
    }

    @Test
    void feedBeginsWithASnapshotAndGoesOnWithWhatChanges() throws Exception {
        FakeFleet fleet = fleet(3, 2);
        try (SseClient client = watch("/api/v1/watch")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).startsWith("text/event-stream");
            await().until(() -> !client.named("snapshot").isEmpty());
            JsonNode snapshot = client.named("snapshot").getFirst().data();
            await().until(() ->
                    lastImage(client).equals(engine.image().version().toString()));
            assertThat(names(snapshot.path("racks"))).hasSizeLessThanOrEqualTo(3);
            fleet.node(2, 1).link(0, 3, LinkState.INACTIVE);
            fleet.report(fleet.node(2, 1));
            await().until(() -> client.named("delta").stream()
                    .anyMatch(delta -> delta.data().at("/racks/0/links/down").asInt() == 1));
            SseClient.Event delta = client.named("delta").getLast();
            assertThat(names(delta.data().path("racks"))).containsExactly("rack-02");
            assertThat(delta.data().at("/fabric/links/down").asInt()).isEqualTo(1);
            assertThat(delta.id()).isEqualTo(delta.data().path("image").asString());
            fleet.create("train-1", 2);
            await().until(() -> tellsOf(client, "computeDomains", "train-1"));
            delete("/api/v1/compute-domains/train-1");
            fleet.converge();
            await().until(() -> client.named("delta").stream()
                    .anyMatch(one ->
                            one.data().path("removedComputeDomains").toString().contains("train-1")));
            assertThat(client.named("delta").stream()
                            .flatMap(one -> StreamSupport.stream(
                                    one.data().path("events").spliterator(), false))
                            .map(event -> event.path("reason").asString()))
                    .contains("ComputeDomainGone")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void readerGoesOnFromItsLastWord() throws Exception {
        FakeFleet fleet = fleet(2, 2);
        String last;
        try (SseClient client = watch("/api/v1/watch")) {
            await().until(() ->
                    lastImage(client).equals(engine.image().version().toString()));
            last = lastImage(client);
        }
        fleet.create("while-away", 1);
        String now = engine.image().version().toString();
        try (SseClient settled = watch("/api/v1/watch")) {
            // The feed has taken up the change once a fresh reader sees it.
            await().until(() -> lastImage(settled).equals(now));
        }
        try (SseClient client = watch("/api/v1/watch", "Last-Event-ID", last)) {
            await().until(() -> tellsOf(client, "computeDomains", "while-away"));
            assertThat(client.named("snapshot")).isEmpty();
            assertThat(client.named("delta").getFirst().data().path("events").toString())
                    .contains("while-away");
        }
        try (SseClient client = watch("/api/v1/watch?from=" + last)) {
            await().until(() -> tellsOf(client, "computeDomains", "while-away"));
            assertThat(client.named("snapshot")).isEmpty();
        }
    }

    @Test
    void readerWhoseLastWordIsNotKnownGetsASnapshot() throws Exception {
        fleet(1, 2);
        for (String unknown : List.of("999.7", "0.1", "rubbish")) {
            try (SseClient client = watch("/api/v1/watch", "Last-Event-ID", unknown)) {
                await().until(() -> !client.events().isEmpty());
                assertThat(client.events().getFirst().name()).isEqualTo("snapshot");
            }
        }
    }

    @Test
    void rackPageGetsTheWholeRackWheneverItChanges() throws Exception {
        FakeFleet fleet = fleet(2, 2);
        try (SseClient client = watch("/api/v1/watch?rack=rack-01")) {
            await().until(() -> !client.named("rack").isEmpty());
            assertThat(client.named("rack").getFirst().data().path("trays").size())
                    .isEqualTo(2);
            fleet.node(1, 1).link(3, 9, LinkState.DEGRADED);
            fleet.report(fleet.node(1, 1));
            await().until(() -> client.named("rack")
                            .getLast()
                            .data()
                            .at("/trays/1/gpus/3/links")
                            .asString()
                            .charAt(9)
                    == 'D');
        }
    }

    @Test
    void readerOfComputeDomainsHearsOfNothingElse() throws Exception {
        FakeFleet fleet = fleet(2, 2);
        String started = engine.image().version().toString();
        try (SseClient settled = watch("/api/v1/watch")) {
            // The feed has taken up the fleet's start once a fresh reader sees it.
            await().until(() -> lastImage(settled).equals(started));
        }
        try (SseClient client = watch("/api/v1/compute-domains?watch=true")) {
            await().until(() -> !client.named("snapshot").isEmpty());
            assertThat(client.named("snapshot").getFirst().data().path("racks").size())
                    .isZero();
            fleet.node(1, 1).link(3, 9, LinkState.DEGRADED);
            fleet.report(fleet.node(1, 1));
            fleet.create("a", 1);
            await().until(() -> tellsOf(client, "computeDomains", "a"));
            assertThat(client.named("snapshot")).hasSize(1);
            assertThat(client.named("delta"))
                    .allMatch(delta -> delta.data().path("racks").isEmpty());
        }
    }

    @Test
    void anotherLeadersEpochBringsASnapshot() throws Exception {
        fleet(1, 2);
        try (SseClient client = watch("/api/v1/watch")) {
            await().until(() ->
                    lastImage(client).equals(engine.image().version().toString()));
            int before = client.named("snapshot").size();
            engine.nextEpoch();
            await().until(() -> client.named("snapshot").size() > before);
            assertThat(client.named("snapshot")
                            .getLast()
                            .data()
                            .at("/fabric/safeMode/units")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void lossOfLeadershipIsToldThoughNoImageComes() throws Exception {
        fleet(1, 1);
        try (SseClient client = watch("/api/v1/watch")) {
            await().until(() ->
                    lastImage(client).equals(engine.image().version().toString()));
            engine.lead(false);
            await().until(() -> client.named("delta").stream()
                    .anyMatch(
                            delta -> delta.data().at("/fabric/role").asString().equals("standby")));
        }
    }
}
