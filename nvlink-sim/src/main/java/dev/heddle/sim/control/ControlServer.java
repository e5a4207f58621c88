package dev.heddle.sim.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The control server, on 127.0.0.1 only. Web pages are kept out: a request that names an origin is refused. */
public final class ControlServer implements AutoCloseable {

    /** Bytes of a request body at most. */
    static final int MAX_BODY = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Routes routes;

    private ControlServer(HttpServer server, Routes routes) {
        this.server = server;
        this.routes = routes;
    }

    /**
     * Takes the port; answers nothing before {@link #start}.
     *
     * @param port 0 = any free one
     * @throws IOException if the port is in use
     */
    public static ControlServer bind(World world, Fleet fleet, int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            return new ControlServer(server, new Routes(world, fleet));
        } catch (BindException e) {
            throw new IOException("port " + port + " is in use; choose another with --control-port", e);
        }
    }

    /** Begins to answer. */
    public void start() {
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            return Answer.refusal(403, "the simulator does not answer web pages");
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                return Answer.refusal(413, "the body must be at most " + MAX_BODY + " bytes");
            }
            Call call = new Call(exchange.getRequestMethod(), exchange.getRequestURI(), body, JSON);
            return routes.answer(call);
        } catch (JacksonException e) {
            return Answer.refusal(400, "the body does not fit: " + e.getOriginalMessage());
        } catch (IOException e) {
            LOG.atWarn().log("A request failed: {}", e.toString());
            return Answer.refusal(500, "the change could not be kept: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A request failed");
            return Answer.refusal(500, "internal error, see the simulator's log");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
