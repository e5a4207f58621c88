package dev.heddle.agent.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.agent.AgentStatus;
import dev.heddle.agent.connect.SessionStatus;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.HeldGrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells people and supervisors of this node how its agent does: {@code /healthz} is 200 while the agent reads its
 * hardware and can follow orders, else 503; {@code /status} is everything, as JSON. On 127.0.0.1 alone.
 */
public final class StatusServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BACKLOG = 16;

    private final Supplier<AgentStatus> status;
    private final @Nullable HttpServer server;

    /**
     * Begins to answer.
     *
     * @param port where, 0 = not at all
     * @param status what to tell
     * @throws ConfigurationException if the port is taken
     */
    public StatusServer(int port, Supplier<AgentStatus> status) {
        this.status = status;
        this.server = port == 0 ? null : listen(port);
    }

    private HttpServer listen(int port) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            HttpServer listening = HttpServer.create(address, BACKLOG);
            listening.createContext("/healthz", this::health);
            listening.createContext("/status", this::status);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.start();
            return listening;
        } catch (BindException e) {
            throw new ConfigurationException(
                    "Port " + port + " of 127.0.0.1 is taken; set heddle.agent.status-port to a free one, or to 0.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean well = status.get().probeProblem().isEmpty();
        answer(exchange, well ? 200 : 503, "text/plain", (well ? "ok\n" : "the hardware cannot be read\n").getBytes());
    }

    private void status(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "application/json",
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(status.get())));
    }

    private static void answer(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static ObjectNode json(AgentStatus status) {
        ObjectNode json = JSON.createObjectNode();
        json.put("node", status.node().value());
        SessionStatus session = status.session();
        json.put("connection", session.state().name());
        session.target().ifPresent(target -> json.put("target", target.toString()));
        json.put("coordinator", session.coordinator());
        json.put("session", session.session());
        session.problem().ifPresent(problem -> json.put("connectionProblem", problem));
        status.cluster().ifPresent(cluster -> json.put("cluster", cluster.value()));
        json.put("gpus", status.gpus());
        json.put("unfinished", status.unfinished());
        status.probeProblem().ifPresent(problem -> json.put("probeProblem", problem));
        status.applied().ifPresent(applied -> put(json, applied));
        return json;
    }

    private static void put(ObjectNode json, Applied applied) {
        json.put("epoch", applied.stamp().epoch());
        json.put("generation", applied.stamp().generation());
        json.put("record", applied.record().name());
        ArrayNode held = json.putArray("held");
        for (HeldGrant grant : applied.held()) {
            ObjectNode entry = held.addObject();
            entry.put("computeDomain", grant.computeDomain().value());
            entry.put("channel", grant.channel());
            entry.put("state", grant.state().name());
            entry.put("detail", grant.detail());
        }
    }

    /** Port that it listens on, 0 = none. */
    public int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
