package dev.heddle.coordinator.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events into a list, on a thread of its own. */
final class SseClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper;
    private final CopyOnWriteArrayList<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;

    SseClient(JsonMapper mapper, HttpRequest request) throws IOException, InterruptedException {
        this.mapper = mapper;
        this.response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    /** An event. */
    record Event(String name, String id, JsonNode data) {}

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Event> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> block = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    take(block);
                    block.clear();
                } else {
                    block.add(line);
                }
            }
        } catch (IOException e) {
            // Closed by the test or by the server: what came so far is what counts.
        }
    }

    private void take(List<String> block) {
        String name = "";
        String id = "";
        String data = "";
        for (String line : block) {
            int colon = line.indexOf(": ");
            String value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> data = value;
                default -> {}
            }
        }
        if (!data.isEmpty()) {
            events.add(new Event(name, id, mapper.readTree(data)));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
