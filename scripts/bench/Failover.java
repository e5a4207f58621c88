import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how long nothing is granted when the leader of a running demo goes: told to stop (SIGTERM), or killed with
 * kill -9. The time is from the signal to the first grant of the next leader, asked for at the other replicas until one
 * takes the request. ComputeDomains that run meanwhile must be the same afterwards. The baseline, in the same run, is the time of a
 * grant while nothing happens.
 *
 * <p>{@code ./heddle demo --replicas 3 --racks 2 --data DIR}, then {@code java scripts/bench/Failover.java DIR [rounds]}
 */
public final class Failover {

    private static final Pattern SERVER = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");
    private static final Pattern CHILD = Pattern.compile("\"name\"\\s*:\\s*\"(coordinator-[0-9]+)\"\\s*,\\s*\"pid\"\\s*:\\s*([0-9]+)");
    private static final Pattern LEADER = Pattern.compile("\"leader\":\\{\"replica\":\"([^\"]+)\"");
    private static final Pattern SESSIONS = Pattern.compile("\"agentSessions\":([0-9]+)");
    private static final Pattern PHASE = Pattern.compile("\"phase\":\"(\\w+)\"");
    private static final Pattern HELD = Pattern.compile("\"(?:uid|uuid|channel|version)\":(?:\"[^\"]*\"|[0-9]+)");
    private static final int RUNNING = 4;
    private static final int IN_USE = 30;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
    private final Path data;
    private final List<String> servers;
    private int made;

    private Failover(Path data, List<String> servers) {
        this.data = data;
        this.servers = servers;
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        String demo = Files.readString(data.resolve("demo.json"));
        String list = demo.substring(demo.indexOf("\"servers\""), demo.indexOf(']'));
        List<String> servers =
                SERVER.matcher(list).results().map(found -> found.group()).toList();
        new Failover(data, servers).run(rounds);
    }

    private void run(int rounds) throws Exception {
        awaitAll();
        IntStream.rangeClosed(1, RUNNING).forEach(i -> expectCreated("running-" + i));
        for (int i = 1; i <= RUNNING; i++) {
            awaitReady("running-" + i);
        }
        List<String> before = running();
        List<Long> baseline = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long begin = System.nanoTime();
            grant(servers, 0);
            baseline.add(System.nanoTime() - begin);
        }
        List<Long> planned = new ArrayList<>();
        List<Long> killed = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            planned.add(round(false, before));
            killed.add(round(true, before));
        }
        System.out.printf("%d rounds each, milliseconds from the signal to the next grant%n", rounds);
        print("a grant meanwhile (baseline)", baseline);
        print("leader told to stop", planned);
        print("leader killed with kill -9", killed);
    }

    private long round(boolean kill, List<String> before) throws Exception {
        awaitAll();
        String leader = find(LEADER, get(servers.getFirst(), "/api/v1/fabric"));
        Map<String, Long> pids = pids();
        int index = Integer.parseInt(leader.substring(leader.lastIndexOf('-') + 1)) - 1;
        List<String> others = new ArrayList<>(servers);
        others.remove(index);
        // Every replica has handed requests on before, as one has that clients use; the next leader has not led.
        for (int i = 0; i < IN_USE; i++) {
            grant(servers, i);
        }
        long epoch = grant(others, 0);
        ProcessHandle process = ProcessHandle.of(pids.get(leader)).orElseThrow();
        long begin = System.nanoTime();
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        for (int turn = 0; System.nanoTime() - begin < LIMIT_NANOS; turn++) {
            if (grant(others, turn) > epoch) {
                long took = System.nanoTime() - begin;
                System.out.printf("  %s %s: %.0f ms%n", kill ? "killed" : "stopped", leader, took / 1e6);
                process.onExit().join();
                awaitAll();
                List<String> after = running();
                if (!after.equals(before)) {
                    throw new IllegalStateException("a running ComputeDomain was touched:\n" + before + "\n" + after);
                }
                return took;
            }
            Thread.sleep(2);
        }
        throw new IllegalStateException("no grant for 60 s after " + leader + " went");
    }

    /**
     * Asks for a GPU, once, and waits until one of the servers shows that it is granted; the epoch under which it was, or
     * -1 if nobody took the request.
     */
    private long grant(List<String> asked, int turn) throws InterruptedException {
        String name = "grant-" + ++made;
        HttpResponse<String> answer = send(request(asked.get(turn % asked.size()), "")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"nodes\":1,\"gpusPerNode\":1}")));
        if (answer == null || answer.statusCode() != 201) {
            return -1;
        }
        long end = System.nanoTime() + LIMIT_NANOS;
        for (int look = 0; answer == null || !isGranted(answer); look++) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " is not granted after 60 s");
            }
            Thread.sleep(5);
            answer = send(request(asked.get(look % asked.size()), "/" + name));
        }
        forget(asked.getFirst(), name);
        String image = answer.headers().firstValue("Heddle-Image").orElseThrow();
        return Long.parseLong(image.substring(0, image.indexOf('.')));
    }

    private static boolean isGranted(HttpResponse<String> answer) {
        String phase = find(PHASE, answer.body());
        return answer.statusCode() / 100 == 2 && !phase.isEmpty() && !phase.equals("Pending");
    }

    private static HttpRequest.Builder request(String server, String path) {
        return HttpRequest.newBuilder(URI.create(server + "/api/v1/compute-domains" + path))
                .timeout(Duration.ofSeconds(5));
    }

    /** Null = no answer. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        }
    }

    private void forget(String server, String name) throws InterruptedException {
        var unused = http.sendAsync(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/compute-domains/" + name))
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private void expectCreated(String name) {
        try {
            http.send(
                    HttpRequest.newBuilder(URI.create(servers.getFirst() + "/api/v1/compute-domains"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"name\":\"" + name + "\",\"nodes\":4,\"gpusPerNode\":2}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Phase, identity, GPUs, channels and version of those that run, from any replica that answers: also one that was
     * Degraded for a moment has another version.
     */
    private List<String> running() throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= RUNNING; i++) {
            String text = "";
            for (int turn = 0; text.isEmpty() && turn < 200; turn++) {
                text = get(servers.get(turn % servers.size()), "/api/v1/compute-domains/running-" + i);
                if (text.isEmpty()) {
                    Thread.sleep(10);
                }
            }
            // In order of their names: a node that is not heard for a moment has no GPU indexes to go by.
            String held = HELD.matcher(text).results().map(found -> found.group()).sorted().collect(Collectors.joining(" "));
            all.add(find(PHASE, text) + ' ' + held);
        }
        return all;
    }

    private void awaitReady(String name) throws InterruptedException {
        await(name + " is not Ready", () -> find(PHASE, get(servers.getFirst(), "/api/v1/compute-domains/" + name))
                .equals("Ready"));
    }

    /** Every replica answers, sees every node, has agents of its own, and waits for nothing. */
    private void awaitAll() throws InterruptedException {
        await("the replicas do not come to rest", () -> {
            for (String server : servers) {
                String fabric = get(server, "/api/v1/fabric");
                String members = get(server, "/api/v1/members");
                boolean whole = fabric.contains("\"safeMode\":{\"units\":0")
                        && !find(LEADER, fabric).isEmpty()
                        && number(fabric, "nodes").equals(number(fabric, "nodesConnected"))
                        && !number(fabric, "nodes").equals("0")
                        && members.split("\"up\":true", -1).length == servers.size() + 1
                        && isSpread(members, Integer.parseInt(number(fabric, "nodes")));
                if (!whole) {
                    return false;
                }
            }
            return true;
        });
        Thread.sleep(1_000);
    }

    /** Each replica has at least half its share of the agents: one that was away is given it within half a minute. */
    private boolean isSpread(String members, int nodes) {
        return SESSIONS.matcher(members)
                .results()
                .allMatch(found -> Integer.parseInt(found.group(1)) >= nodes / (2 * servers.size()));
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " after 60 s");
            }
            Thread.sleep(100);
        }
    }

    private Map<String, Long> pids() throws IOException {
        Map<String, Long> pids = new HashMap<>();
        Matcher matcher = CHILD.matcher(Files.readString(data.resolve("demo.json")));
        while (matcher.find()) {
            pids.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return pids;
    }

    private String get(String server, String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(server + path))
                            .timeout(Duration.ofSeconds(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String number(String json, String name) {
        return find(Pattern.compile("\"" + name + "\":([0-9]+)"), json);
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void print(String what, List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        System.out.printf(
                "  %-30s p50 %7.1f  max %7.1f%n",
                what, sorted.get(sorted.size() / 2) / 1e6, sorted.getLast() / 1e6);
    }
}
