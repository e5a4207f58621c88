package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.coordinator.engine.port.Leadership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A standby reads for itself and hands writes to the leader. */
class StandbyTest extends ApiTest {

    private static final String ALL = "/api/v1/compute-domains";

    private static final String ONE = "{\"name\":\"a\",\"nodes\":1}";

    private final List<String> asked = new ArrayList<>();
    private HttpServer other;

    @Autowired
    private ImageWaits waits;

    StandbyTest() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void follow() {
        other.createContext("/", this::answer);
        other.start();
        engine.lead(false);
        lead(Optional.of(address()));
    }

    @AfterEach
    void stop() {
        other.stop(0);
        lead(Optional.empty());
        engine.lead(true);
    }

    private void lead(Optional<String> address) {
        leader.view = new Leadership.View(address.map(known -> "replica-2"), address, 7, Duration.ZERO);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                + exchange.getRequestHeaders().getFirst("If-Match") + " "
                + exchange.getRequestHeaders().getFirst("Heddle-Forwarded"));
        byte[] answer = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Location", ALL + "/a");
        exchange.getResponseHeaders().set("ETag", "\"4\"");
        exchange.getResponseHeaders().set("Heddle-Image", "7.11");
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void writeIsAnsweredByTheLeader() {
        Answer answer = post(ALL + "?x=1", ONE, "Idempotency-Key", "k", "If-Match", "\"3\"");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("name").asString()).isEqualTo("a");
        assertThat(answer.header("Location")).isEqualTo(ALL + "/a");
        assertThat(answer.header("ETag")).isEqualTo("\"4\"");
        assertThat(answer.header("Heddle-Image")).isEqualTo("7.11");
        assertThat(asked).containsExactly("POST " + ALL + "?x=1 {\"name\":\"a\",\"nodes\":1} k \"3\" replica-1");
    }

    @Test
    void deletesAndOperatorsWordsGoToTheLeaderToo() {
        delete(ALL + "/a");
        post("/api/v1/nodes/n:cordon", "");
        assertThat(asked).hasSize(2).anyMatch(line -> line.startsWith("DELETE " + ALL + "/a"));
    }

    @Test
    void readsAreItsOwnAndSayHowOldTheyAre() {
        Answer answer = get("/api/v1/fabric");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Heddle-Role")).isEqualTo("standby");
        assertThat(answer.header("Heddle-Staleness-Ms")).isEqualTo("40");
        assertThat(answer.json().path("role").asString()).isEqualTo("standby");
        assertThat(answer.json().at("/leader/replica").asString()).isEqualTo("replica-2");
        assertThat(post("/api/v1/placements:explain", "{\"nodes\":1}").status()).isEqualTo(200);
        assertThat(post(ALL + "?dryRun=true", ONE).status()).isEqualTo(200);
        assertThat(asked).isEmpty();
    }

    @Test
    void writeThatWasHandedOnOnceIsNotHandedOnAgain() {
        assertProblem(post(ALL, ONE, "Heddle-Forwarded", "replica-3"), 503, "NoLeader");
        assertThat(asked).isEmpty();
    }

    @Test
    void writeWaitsForTheNextLeader() {
        lead(Optional.empty());
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> post(ALL, ONE));
        awaitWaiting();
        assertThat(answer).isNotDone();
        lead(Optional.of(address()));
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(asked).hasSize(1);
    }

    @Test
    void writeThatWaitsIsDoneHereOnceThisReplicaLeads() {
        lead(Optional.empty());
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> post(ALL, ONE));
        awaitWaiting();
        engine.lead(true);
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(asked).isEmpty();
    }

    @Test
    void writeThatReachesAReplicaThatHasStoppedLeadingGoesToTheNext() {
        String stopped = "http://127.0.0.1:" + port;
        lead(Optional.of(stopped));
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> post(ALL, ONE));
        awaitWaiting();
        lead(Optional.of(address()));
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(asked).hasSize(1);
    }

    private String address() {
        return "http://127.0.0.1:" + other.getAddress().getPort();
    }

    private void awaitWaiting() {
        while (waits.waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void withoutALeaderClientsAreToldToComeAgain() {
        lead(Optional.empty());
        Answer answer = post(ALL, ONE);
        assertProblem(answer, 503, "NoLeader");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(get("/api/v1/fabric").json().path("warnings").toString()).contains("No replica leads");
    }

    @Test
    void leaderThatCannotBeReachedIsAProblem() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        lead(Optional.of("http://127.0.0.1:" + closed));
        assertProblem(post(ALL, ONE), 503, "NoLeader");
    }

    @Test
    void leaderThatHangsUpLeavesTheOutcomeOpen() {
        other.removeContext("/");
        other.createContext("/", exchange -> {
            throw new IOException("hangs up");
        });
        assertProblem(post(ALL, ONE), 503, "Unanswered");
    }
}
