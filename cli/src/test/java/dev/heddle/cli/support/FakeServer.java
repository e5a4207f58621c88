package dev.heddle.cli.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A coordinator that says what it was told to, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {

    /** What was asked: the line, a header or two, and the body. */
    public record Asked(String line, String idempotencyKey, String lastEventId, String authorization, String body) {}

    private record Answer(int status, Map<String, String> headers, String body, boolean hangUp) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next answer to this request; the last one given is repeated. */
    public FakeServer on(String line, int status, String body) {
        return on(line, status, body, Map.of());
    }

    public FakeServer on(String line, int status, String body, Map<String, String> headers) {
        queue(line).add(new Answer(status, headers, body, false));
        return this;
    }

    /** The next such request gets half an answer and a closed connection. */
    public FakeServer hangUpOn(String line) {
        queue(line).add(new Answer(200, Map.of(), "", true));
        return this;
    }

    private Deque<Answer> queue(String line) {
        return answers.computeIfAbsent(line, key -> new ArrayDeque<>());
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                line,
                header(exchange, "Idempotency-Key"),
                header(exchange, "Last-Event-ID"),
                header(exchange, "Authorization"),
                body));
        Answer answer = next(line);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.hangUp()) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        } else {
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Answer next(String line) {
        Deque<Answer> given = answers.getOrDefault(line, new ArrayDeque<>());
        synchronized (given) {
            Answer first = given.peekFirst();
            if (first == null) {
                return new Answer(404, Map.of(), "{\"status\":404,\"detail\":\"There is no " + line + ".\"}", false);
            }
            return given.size() > 1 ? given.removeFirst() : first;
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
