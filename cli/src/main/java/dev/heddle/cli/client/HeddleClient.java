package dev.heddle.cli.client;

import static dev.heddle.cli.client.Json.text;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of several coordinators that are one. Servers are tried in order from the last that answered. A server that
 * cannot be reached is passed over; one that has no leader (503), or that broke off an answer, is tried again until the
 * timeout. What is repeated is safe to repeat: reads, deletes, and creates with an Idempotency-Key.
 */
public final class HeddleClient {

    /** Pages of one list that are fetched at most. */
    static final int PAGES_MAX = 5_000;

    private static final Duration PAUSE_DEFAULT = Duration.ofMillis(300);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final List<URI> servers;
    private final Http http;
    private final Duration timeout;
    private final Consumer<String> notice;
    private int preferred;

    /**
     * @param servers at least one
     * @param timeout longest time until an answer, retries included
     * @param notice told, in a sentence, why it takes longer
     */
    public HeddleClient(List<URI> servers, Http http, Duration timeout, Consumer<String> notice) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server");
        }
        this.servers = List.copyOf(servers);
        this.http = http;
        this.timeout = timeout;
        this.notice = notice;
    }

    /** Text as one segment of a path or one value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads one thing. */
    public JsonNode get(String path) throws CommandFailure {
        return require(call(Call.get(path)));
    }

    /** The body of an answer that must be a success. */
    public static JsonNode require(Reply reply) throws CommandFailure {
        if (!reply.ok()) {
            throw Problems.failure(reply);
        }
        return reply.body();
    }

    /** Reads a list, all its pages: an object with {@code items} and the {@code image} they are from. */
    public ObjectNode list(String path) throws CommandFailure {
        for (int attempt = 0; ; attempt++) {
            Optional<ObjectNode> whole = pages(path, attempt < 2);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
    }

    private Optional<ObjectNode> pages(String path, boolean mayExpire) throws CommandFailure {
        ObjectNode whole = Json.object();
        ArrayNode items = whole.putArray("items");
        String page = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            String glue = path.contains("?") ? "&" : "?";
            Reply reply = call(Call.get(path + glue + "limit=1000" + (page.isEmpty() ? "" : "&page=" + encode(page))));
            if (reply.status() == 410 && mayExpire) {
                return Optional.empty();
            }
            JsonNode body = require(reply);
            Json.items(body, "items").forEach(items::add);
            page = text(body, "nextPage");
            if (page.isEmpty()) {
                whole.put("image", text(body, "image"));
                return Optional.of(whole);
            }
        }
        throw CommandFailure.error(
                "The list has more than " + PAGES_MAX + " pages: ask for less, for example one rack with --rack.");
    }

    /** Sends a request to the servers and returns the first answer that is not "no leader". */
    public Reply call(Call call) throws CommandFailure {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int round = 0; ; round++) {
            Round result = round(call, deadline, round > 0);
            if (result.answer().isPresent() && !retriable(result.answer().get())) {
                return result.answer().get();
            }
            boolean hopeless = result.answer().isEmpty() && !result.broken();
            if (hopeless || System.nanoTime() + result.pause().toNanos() > deadline) {
                return result.answer().orElseThrow(() -> unreachable(result.lastError()));
            }
            if (round == 0) {
                notice.accept(result.answer()
                                .map(reply -> text(reply.body(), "detail"))
                                .filter(detail -> !detail.isEmpty())
                                .orElse("No coordinator leads at the moment")
                        + " (trying again)");
            }
            pause(result.pause());
        }
    }

    /** The answer of one pass over all servers: a usable one, else the last 503, else only an error. */
    private record Round(Optional<Reply> answer, boolean broken, String lastError) {
        Duration pause() {
            String after = answer.map(reply -> reply.header("retry-after")).orElse("");
            Duration asked = after.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(after)) : PAUSE_DEFAULT;
            return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
        }
    }

    private Round round(Call call, long deadline, boolean repeated) {
        Optional<Reply> unavailable = Optional.empty();
        boolean broken = false;
        String error = "";
        for (int i = 0; i < servers.size(); i++) {
            int index = (preferred + i) % servers.size();
            URI server = servers.get(index);
            try {
                Reply reply = http.exchange(server, call, left(deadline));
                if (!retriable(reply)) {
                    preferred = index;
                    return new Round(Optional.of(settle(call, reply, repeated || broken)), false, "");
                }
                unavailable = Optional.of(reply);
            } catch (java.net.ConnectException | java.net.UnknownHostException | java.net.NoRouteToHostException e) {
                error = (servers.size() == 1 ? "" : server + ": ") + e.getMessage();
            } catch (IOException e) {
                broken = true;
                error = (servers.size() == 1 ? "" : server + ": ") + e.getMessage();
            }
        }
        return new Round(unavailable, broken, error);
    }

    /** A delete that is repeated may find that the first try did it. */
    private static Reply settle(Call call, Reply reply, boolean repeated) {
        boolean gone = repeated && call.method().equals("DELETE") && reply.status() == 404;
        return gone ? new Reply(204, reply.headers(), Json.object()) : reply;
    }

    private static boolean retriable(Reply reply) {
        return reply.status() == 502 || reply.status() == 503 || reply.status() == 504;
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    private CommandFailure unreachable(String lastError) {
        String where = servers.size() == 1 ? servers.getFirst().toString() : "any of " + servers;
        return new CommandFailure(
                ExitCode.UNAVAILABLE,
                "No coordinator answers at " + where + " (" + lastError
                        + "). Start one with ./heddle demo, or name yours with --server URL.");
    }

    /** Waits. */
    static void pause(Duration length) throws CommandFailure {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.error("Interrupted.");
        }
    }

    /** The live feed of these servers. */
    public EventStream events(String path) {
        return new EventStream(servers, http, path, notice);
    }

    /** The servers, the last that answered first. */
    public List<URI> servers() {
        List<URI> ordered = new ArrayList<>(servers.subList(preferred, servers.size()));
        ordered.addAll(servers.subList(0, preferred));
        return ordered;
    }
}
