package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.support.FakeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeddleClientTest {

    private final FakeServer first = new FakeServer();
    private final FakeServer second = new FakeServer();
    private final List<String> notices = new ArrayList<>();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private HeddleClient client(URI... servers) {
        Http http = new Http(Optional.of("secret"), Duration.ofSeconds(2));
        return new HeddleClient(List.of(servers), http, Duration.ofSeconds(5), notices::add);
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void aServerThatCannotBeReachedIsPassedOver() throws Exception {
        second.on("GET /x", 200, "{\"a\":1}");
        HeddleClient client = client(nobody(), second.uri());
        assertThat(Json.number(client.get("/x"), "a")).isEqualTo(1);
        assertThat(client.servers()).startsWith(second.uri());
    }

    @Test
    void whereNobodyAnswersTheFailureSaysWhatToDo() throws Exception {
        URI nobody = nobody();
        assertThatThrownBy(() -> client(nobody).get("/x"))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContaining(nobody.toString())
                .hasMessageContaining("./heddle demo")
                .hasMessageContaining("--server");
    }

    @Test
    void withoutALeaderTheRequestIsTriedAgainWithTheSameKey() throws Exception {
        first.on("POST /x", 503, "{\"detail\":\"No leader.\"}", Map.of("Retry-After", "0"));
        first.on("POST /x", 201, "{}");
        Reply reply = client(first.uri()).call(Call.post("/x", Json.object()).with("Idempotency-Key", "k1"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(first.asked()).extracting(FakeServer.Asked::idempotencyKey).containsExactly("k1", "k1");
        assertThat(notices).containsExactly("No leader. (trying again)");
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
        first.hangUpOn("GET /x").on("GET /x", 200, "{\"a\":2}");
        assertThat(Json.number(client(first.uri()).get("/x"), "a")).isEqualTo(2);
    }

    @Test
    void aRepeatedDeleteThatFindsNothingIsDone() throws Exception {
        first.hangUpOn("DELETE /x").on("DELETE /x", 404, "{}");
        assertThat(client(first.uri()).call(Call.delete("/x")).status()).isEqualTo(204);
    }

    @Test
    void aFirstDeleteThatFindsNothingIsNotFound() throws Exception {
        assertThat(client(first.uri()).call(Call.delete("/x")).status()).isEqualTo(404);
    }

    @Test
    void aListIsReadPageByPage() throws Exception {
        first.on("GET /l?a=b&limit=1000", 200, "{\"items\":[1,2],\"image\":\"1.2\",\"nextPage\":\"p&1\"}");
        first.on("GET /l?a=b&limit=1000&page=p%261", 200, "{\"items\":[3],\"image\":\"1.2\",\"nextPage\":null}");
        assertThat(client(first.uri()).list("/l?a=b")).hasToString("{\"items\":[1,2,3],\"image\":\"1.2\"}");
    }

    @Test
    void aListWhosePageExpiredIsReadFromItsBeginning() throws Exception {
        first.on("GET /l?limit=1000", 200, "{\"items\":[1],\"nextPage\":\"p\"}");
        first.on("GET /l?limit=1000", 200, "{\"items\":[7],\"image\":\"9.9\"}");
        first.on("GET /l?limit=1000&page=p", 410, "{\"code\":\"PageExpired\"}");
        assertThat(client(first.uri()).list("/l")).hasToString("{\"items\":[7],\"image\":\"9.9\"}");
    }

    @Test
    void theTokenIsSent() throws Exception {
        first.on("GET /x", 200, "{}");
        client(first.uri()).get("/x");
        assertThat(first.asked()).extracting(FakeServer.Asked::authorization).containsExactly("Bearer secret");
    }

    @Test
    void theFeedResumesAfterTheLastEventOnTheNextServer() throws Exception {
        String type = "text/event-stream";
        first.on("GET /w", 200, "event: snapshot\nid: 1.5\ndata: a\n\n", Map.of("Content-Type", type));
        second.on("GET /w", 200, "event: delta\nid: 1.6\ndata: b\n\n", Map.of("Content-Type", type));
        List<String> seen = new ArrayList<>();
        client(first.uri(), second.uri()).events("/w").follow(event -> {
            seen.add(event.data());
            return seen.size() < 2;
        });
        assertThat(seen).containsExactly("a", "b");
        assertThat(second.asked()).extracting(FakeServer.Asked::lastEventId).containsExactly("1.5");
    }
}
