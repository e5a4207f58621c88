package dev.heddle.sim.chaos;

import dev.heddle.sim.chaos.history.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to coordinators, and what their answers mean for a history. Any thread may call. */
final class Rest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** Stands for the status of an answer where there was no connection. */
    private static final int NOT_SENT = 0;

    private static final String DOMAINS = "/api/v1/compute-domains";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(800))
            .build();

    /**
     * An answer.
     *
     * @param answer what it says
     * @param version version of the image that it is from; empty if it does not say
     */
    record Told(Answer answer, Optional<String> version) {}

    /** Asks for a ComputeDomain. */
    Told create(URI server, String name, String key, int nodes, int gpus) throws InterruptedException {
        String body = "{\"name\":\"" + name + "\",\"nodes\":" + nodes + ",\"gpusPerNode\":" + gpus + "}";
        return tell(
                request(server, DOMAINS)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                Rest::created);
    }

    private static Answer created(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 201 ->
                new Answer.Made(
                        json(response).path("uid").asString(),
                        response.headers()
                                .firstValue("Idempotency-Replayed")
                                .filter("true"::equals)
                                .isPresent());
            case 409 -> new Answer.Taken();
            default -> other(response);
        };
    }

    /** Ends one. */
    Told delete(URI server, String name) throws InterruptedException {
        return tell(request(server, DOMAINS + "/" + name).DELETE(), response -> switch (response.statusCode()) {
            case 202 -> new Answer.Ending(json(response).path("uid").asString());
            case 204 -> new Answer.Ended();
            case 404 -> new Answer.Absent();
            default -> other(response);
        });
    }

    /** Shows one, from an image that is at least as new as {@code version}. */
    Told read(URI server, String name, String version) throws InterruptedException {
        String query = version.isEmpty() ? "" : "?minVersion=" + version;
        return tell(request(server, DOMAINS + "/" + name + query).GET(), response -> switch (response.statusCode()) {
            case 200 -> shown(json(response));
            case 404 -> new Answer.Absent();
            default -> other(response);
        });
    }

    private static Answer shown(JsonNode dto) {
        List<String> held = new ArrayList<>();
        for (JsonNode segment : dto.path("segments")) {
            List<String> gpus = new ArrayList<>();
            for (JsonNode member : segment.path("members")) {
                if (!member.path("state").asString().equals("Planned")) {
                    member.path("gpus").forEach(gpu -> gpus.add(gpu.path("uuid").asString()));
                }
            }
            if (!gpus.isEmpty()) {
                held.addAll(Things.of(
                        gpus,
                        segment.path("unit").asString(),
                        segment.path("channel").asInt(0)));
            }
        }
        return new Answer.Shown(dto.path("uid").asString(), dto.path("phase").asString(), held);
    }

    /** What was refused for want of a leader before anybody was asked had no effect; of the rest one cannot know. */
    private static Answer other(HttpResponse<String> response) {
        int status = response.statusCode();
        boolean never = status < 500 || response.body().contains("\"NoLeader\"");
        return never ? new Answer.Refused(status) : new Answer.Unknown("status " + status);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The whole fabric as a replica sees it; empty if it does not say. */
    Optional<JsonNode> fabric(URI server) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(request(server, "/api/v1/fabric").build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(json(response)) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private interface Meaning {
        Answer of(HttpResponse<String> response);
    }

    private Told tell(HttpRequest.Builder request, Meaning meaning) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Told(meaning.of(response), response.headers().firstValue("Heddle-Image"));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Told(new Answer.Refused(NOT_SENT), Optional.empty());
        } catch (IOException | JacksonException e) {
            return new Told(new Answer.Unknown(e.getClass().getSimpleName()), Optional.empty());
        }
    }
}
