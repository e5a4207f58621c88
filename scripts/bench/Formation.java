import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long a ComputeDomain takes from the request to Ready, against a running demo, one at a time. The
 * baseline, in the same run, is a placement that is only explained: the same request path without ledger and agents.
 *
 * <p>{@code java scripts/bench/Formation.java [server] [creates] [nodes]}
 */
public final class Formation {

    private static final Pattern PHASE = Pattern.compile("\"phase\":\"(\\w+)\"");
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final int nodes;

    private Formation(String server, int nodes) {
        this.server = server;
        this.nodes = nodes;
    }

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "http://127.0.0.1:8480";
        int creates = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int nodes = args.length > 2 ? Integer.parseInt(args[2]) : 16;
        new Formation(server, nodes).run(creates);
    }

    private void run(int creates) throws Exception {
        List<Long> explained = new ArrayList<>();
        List<Long> accepted = new ArrayList<>();
        List<Long> ready = new ArrayList<>();
        for (int i = -10; i < creates; i++) {
            long begin = System.nanoTime();
            expect(200, post("/api/v1/placements:explain", body("")));
            long asked = System.nanoTime();
            String name = "bench-" + Math.abs(i) + (i < 0 ? "-warm" : "");
            expect(201, post("/api/v1/compute-domains", body("\"name\":\"" + name + "\",")));
            long acknowledged = System.nanoTime();
            await(name, "Ready");
            long formed = System.nanoTime();
            delete(name);
            if (i >= 0) {
                explained.add(asked - begin);
                accepted.add(acknowledged - asked);
                ready.add(formed - asked);
            }
        }
        System.out.printf("%d ComputeDomains of %d nodes, milliseconds%n", creates, nodes);
        print("explain only (baseline)", explained);
        print("accepted and in the ledger", accepted);
        print("Ready", ready);
        System.out.printf("Ready / baseline at p50: %.1f%n", quantile(ready, 0.5) / quantile(explained, 0.5));
    }

    private String body(String more) {
        return "{" + more + "\"nodes\":" + nodes + ",\"gpusPerNode\":4}";
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
    }

    private HttpResponse<String> get(String name) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/compute-domains/" + name)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void await(String name, String phase) throws Exception {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (System.nanoTime() < end) {
            Matcher matcher = PHASE.matcher(get(name).body());
            if (matcher.find() && matcher.group(1).equals(phase)) {
                return;
            }
        }
        throw new IllegalStateException(name + " is not " + phase + " after 30 s");
    }

    private void delete(String name) throws Exception {
        expect(
                202,
                http.send(
                        HttpRequest.newBuilder(URI.create(server + "/api/v1/compute-domains/" + name))
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
        long end = System.nanoTime() + LIMIT_NANOS;
        while (get(name).statusCode() != 404) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " is not gone after 30 s");
            }
        }
    }

    private static void print(String what, List<Long> nanos) {
        System.out.printf(
                "  %-28s p50 %7.1f  p99 %7.1f  max %7.1f%n",
                what, quantile(nanos, 0.5), quantile(nanos, 0.99), quantile(nanos, 1));
    }

    private static double quantile(List<Long> nanos, double at) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        int index = (int) Math.min(sorted.size() - 1, Math.ceil(at * sorted.size()) - 1);
        return sorted.get(Math.max(0, index)) / 1e6;
    }
}
