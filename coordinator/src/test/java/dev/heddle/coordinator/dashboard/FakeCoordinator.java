package dev.heddle.coordinator.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The page's files and as much of the REST API as the page asks for, over a {@link FakeFabric}. */
final class FakeCoordinator implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml");
    private static final int BACKLOG = 16;
    private static final int MAX_QUEUED = 1000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<HttpExchange, Watcher> watchers = new ConcurrentHashMap<>();
    private final FakeFabric fabric;
    private volatile boolean refusing;

    private record Watcher(BlockingQueue<String> queue, String rack) {}

    FakeCoordinator(FakeFabric fabric, int port) throws IOException {
        this.fabric = fabric;
        fabric.onDelta(this::publish);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/api/v1/", this::api);
        server.createContext("/api/v1/watch", this::watch);
        server.createContext("/actuator/metrics/", FakeCoordinator::metric);
        server.start();
    }

    /** For looking at the page by hand: port and number of racks. */
    public static void main(String[] args) throws IOException {
        FakeFabric fabric = FakeScenes.busy(args.length > 1 ? Integer.parseInt(args[1]) : 12);
        FakeCoordinator coordinator = new FakeCoordinator(fabric, Integer.parseInt(args[0]));
        System.out.println(coordinator.address());
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int watching() {
        return watchers.size();
    }

    /** Ends every stream; while {@code refusing}, new ones are answered with 503. */
    void dropStreams(boolean refuse) {
        refusing = refuse;
        watchers.values().forEach(watcher -> watcher.queue().add(""));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    void publish(Map<String, @Nullable Object> delta) {
        String message = message("delta", Json.write(delta));
        for (Watcher watcher : watchers.values()) {
            if (!watcher.queue().offer(message)) {
                watcher.queue().clear();
                watcher.queue().add("");
            }
            if (message.contains("\"" + watcher.rack() + "\"")) {
                watcher.queue()
                        .offer(message(
                                "rack", Json.write(fabric.rack(watcher.rack()).detail())));
            }
        }
    }

    private String message(String type, String data) {
        return "id: %s\nevent: %s\ndata: %s\n\n".formatted(fabric.image(), type, data);
    }

    private void watch(HttpExchange exchange) throws IOException {
        if (refusing) {
            send(exchange, 503, "application/problem+json", "{\"status\":503,\"detail\":\"no leader\"}");
            return;
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String rack = query.contains("rack=") ? query.replaceAll(".*rack=([^&]*).*", "$1") : "";
        if (!rack.isEmpty() && fabric.racks().stream().noneMatch(known -> known.name.equals(rack))) {
            send(exchange, 404, "application/problem+json", "{\"status\":404,\"detail\":\"no such rack\"}");
            return;
        }
        Watcher watcher = new Watcher(new LinkedBlockingQueue<>(MAX_QUEUED), rack);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        watchers.put(exchange, watcher);
        try (exchange) {
            watcher.queue().add(message("snapshot", Json.write(fabric.snapshot())));
            stream(exchange, watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watchers.remove(exchange);
        }
    }

    private void stream(HttpExchange exchange, Watcher watcher) throws IOException, InterruptedException {
        while (true) {
            String next = watcher.queue().poll(5, TimeUnit.SECONDS);
            if (next != null && next.isEmpty()) {
                return;
            }
            String sent = next == null ? "event: bookmark\ndata: {\"image\":\"" + fabric.image() + "\"}\n\n" : next;
            exchange.getResponseBody().write(sent.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v1".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        FakeApi.Answer answer = new FakeApi(fabric).answer(exchange.getRequestMethod(), path, body);
        String type = answer.status() < 400 ? "application/json" : "application/problem+json";
        send(exchange, answer.status(), type, Json.write(answer.body()));
    }

    /** Every meter counts 40 of everything, and half a second of time. */
    private static void metric(HttpExchange exchange) throws IOException {
        String body = Json.write(Json.object(
                "measurements",
                List.of(
                        Json.object("statistic", "VALUE", "value", 40),
                        Json.object("statistic", "COUNT", "value", 40),
                        Json.object("statistic", "TOTAL_TIME", "value", 0.5),
                        Json.object("statistic", "MAX", "value", 0.0376))));
        send(exchange, 200, "application/json", body);
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/")
                ? "/static/index.html"
                : path.startsWith("/webjars/") ? "/META-INF/resources" + path : "/static" + path;
        PageHeaders.ALL.forEach(exchange.getResponseHeaders()::set);
        try (InputStream in = FakeCoordinator.class.getResourceAsStream(name)) {
            if (in == null) {
                send(exchange, 404, "text/plain", "there is no " + path);
                return;
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            send(exchange, 200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
