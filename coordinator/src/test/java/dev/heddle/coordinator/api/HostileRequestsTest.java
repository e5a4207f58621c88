package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.ByteMutator;
import dev.heddle.testing.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged requests, bodies first, over a real connection: an answer each time, never a fault of the server. */
class HostileRequestsTest extends ApiTest {

    private static final int SEEDS = 20;
    private static final int REQUESTS = 60;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MAX_ANSWER = 1 << 16;

    /** An answer of HTTP/1.1; the mere body of one to a request without a version; nothing where the server hung up. */
    static final Pattern NO_FAULT = Pattern.compile(
            "HTTP/1\\.1 (?:[1-4]\\d\\d|501|503|505)[ \\r].*|(?!HTTP/|.*\"status\":5|.*HTTP Status 5).*",
            Pattern.DOTALL);

    static final List<String> POSTS = List.of(
            "/api/v1/compute-domains",
            "/api/v1/compute-domains?dryRun=true",
            "/api/v1/placements:explain",
            "/api/v1/nodes/rack-01-tray-00:cordon",
            "/api/v1/nodes/rack-01-tray-00:fence",
            "/api/v1/nodes/rack-01-tray-00:forget",
            "/api/v1/racks/rack-01:uncordon");

    private static final List<String> GETS = List.of(
            "/api/v1/fabric",
            "/api/v1/racks?limit=2",
            "/api/v1/racks/rack-01",
            "/api/v1/nodes?rack=rack-01&state=ready",
            "/api/v1/gpus?health=healthy&node=rack-01-tray-00",
            "/api/v1/links?state=down",
            "/api/v1/events?since=1.7",
            "/api/v1/compute-domains?phase=ready&page=MS4xIDIgMw",
            "/api/v1/compute-domains/a?waitFor=Ready&timeoutMillis=1",
            "/api/v1/watch?from=1.1&rack=rack-01",
            "/api/v1/nvlink-domains?minVersion=1.1",
            "/app/index.html",
            "/actuator/health",
            "/v3/api-docs.yaml");

    static final List<String> BODIES = List.of(
            "{\"name\":\"train-1\",\"nodes\":2,\"gpusPerNode\":4,\"segmentSize\":1,\"ttlSeconds\":60}",
            "{\"name\":\"a\",\"nodes\":1,\"isolation\":\"shared\",\"waitForCapacity\":false}",
            "{\"nodes\":18,\"gpusPerNode\":4}",
            "{\"poweredOff\":true}");

    static LongStream seeds() {
        return Fuzz.seeds(SEEDS);
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>(ByteMutator.NUMBERS);
        tokens.addAll(List.of("{", "}", "[", "]", ":", ",", "\"", "\\", "null", "true", "\"name\":", "\"nodes\":"));
        tokens.addAll(List.of("\\u0000", "\\ud800", "\u0000", "größer", "[".repeat(3_000), "{\"nodes\":".repeat(700)));
        tokens.addAll(
                List.of("%00", "%", "%2e%2e/", "..;/", "?", "&", "=", "#", "\r\n", "\r\n\r\n", " ", "x".repeat(9_000)));
        tokens.addAll(List.of("Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n"));
        tokens.addAll(List.of(
                "If-Match: \"99999999999999999999\"\r\n", "Idempotency-Key: \u0001\r\n", "HTTP/2.0", "Host: a\r\n"));
        return tokens;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedRequestGetsAnAnswerAndNeverAFault(long seed) throws Exception {
        Random random = new Random(seed);
        ByteMutator mutator = new ByteMutator(random, tokens());
        fleet(2, 2);
        for (int i = 0; i < REQUESTS; i++) {
            boolean bodyOnly = random.nextInt(3) > 0;
            byte[] request = bodyOnly ? damagedBody(random, mutator) : mutator.mutate(whole(random));
            String answer = ask(port, request);
            String what = "request %d: %s\nanswer: %s".formatted(i, text(request), answer);
            if (bodyOnly) {
                assertThat(answer).as(what).startsWith("HTTP/1.1 ");
            }
            assertThat(answer).as(what).matches(NO_FAULT);
        }
        assertThat(get("/api/v1/fabric").status()).isEqualTo(200);
    }

    private static String text(byte[] request) {
        return new String(request, 0, Math.min(request.length, 2_000), StandardCharsets.ISO_8859_1);
    }

    private static byte[] damagedBody(Random random, ByteMutator mutator) {
        byte[] body = mutator.mutate(one(random, BODIES).getBytes(StandardCharsets.UTF_8));
        return request("POST", one(random, POSTS), body);
    }

    private static byte[] whole(Random random) {
        return random.nextBoolean()
                ? request("GET", one(random, GETS), new byte[0])
                : request("POST", one(random, POSTS), one(random, BODIES).getBytes(StandardCharsets.UTF_8));
    }

    private static String one(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    static byte[] request(String method, String path, byte[] body) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: key-1\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** The beginning of the answer; empty where the server hung up on what was no request. */
    static String ask(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return head(socket.getInputStream());
        } catch (java.net.SocketException e) {
            // Reset: the server did not want the rest.
            return "";
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && head.size() < MAX_ANSWER; next = in.read()) {
            head.write(next);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
