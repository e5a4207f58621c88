import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long a fault of a running demo takes to the feed that dashboards read: from just before the simulator is
 * told to the message of {@code /api/v1/watch} with the event about it. Faults come one at a time at random moments, and
 * each is mended before the next. The baseline, in the same run, is a cordon: the same feed, but no agent in the way.
 *
 * <p>{@code java scripts/bench/Faults.java [server] [simulator] [faults] [seed]}
 */
public final class Faults {

    private static final int TRAYS = 18;
    private static final int GPUS = 4;
    private static final int LINKS = 18;
    private static final long LIMIT_SECONDS = 30;
    private static final Pattern ID = Pattern.compile("\"id\":\\s*\"?([^\",}]+)");
    private static final List<String> KINDS = List.of(
            "pull-tray", "link-down", "gpu-lost", "switch-asic-lost", "link-degraded", "agent-stop");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String simulator;
    private final Random random;
    private final LinkedBlockingQueue<Said> feed = new LinkedBlockingQueue<>();

    private record Said(String data, long at) {}

    private Faults(String server, String simulator, long seed) {
        this.server = server;
        this.simulator = simulator;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "http://127.0.0.1:8480";
        String simulator = args.length > 1 ? args[1] : "http://127.0.0.1:8680";
        int faults = args.length > 2 ? Integer.parseInt(args[2]) : 60;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        new Faults(server, simulator, seed).run(faults);
        System.exit(0);
    }

    private void run(int faults) throws Exception {
        Thread.ofPlatform().daemon(true).start(this::read);
        await("\"fabric\"", System.nanoTime());
        int racks = racks();
        Map<String, List<Long>> took = new TreeMap<>();
        List<Long> all = new ArrayList<>();
        List<Long> cordons = new ArrayList<>();
        for (int i = -KINDS.size(); i < faults; i++) {
            String kind = KINDS.get(Math.floorMod(i, KINDS.size()));
            Part part = Part.draw(random, racks);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
            long nanos = fault(kind, part);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
            long cordon = cordon(part.node());
            if (i >= 0) {
                took.computeIfAbsent(kind, key -> new ArrayList<>()).add(nanos);
                all.add(nanos);
                cordons.add(cordon);
            }
        }
        System.out.printf("%d faults, milliseconds from the fault to the feed%n", faults);
        print("cordon (baseline)", cordons);
        took.forEach(Faults::print);
        print("all faults", all);
    }

    /** A part of the fleet by its tray. */
    private record Part(int rack, int tray, int gpu, int link) {

        static Part draw(Random random, int racks) {
            return new Part(1 + random.nextInt(racks), random.nextInt(TRAYS), random.nextInt(GPUS), random.nextInt(LINKS));
        }

        String name() {
            return "rack-%02d".formatted(rack);
        }

        String node() {
            return "%s-tray-%02d".formatted(name(), tray);
        }

        String target(String kind) {
            String place = "%s/tray-%02d".formatted(name(), tray);
            return switch (kind) {
                case "pull-tray", "agent-stop" -> place;
                case "gpu-lost" -> "%s/gpu-%d".formatted(place, gpu);
                case "switch-asic-lost" -> "%s/switch-%d/asic-%d".formatted(name(), link / 2, link % 2);
                default -> "%s/gpu-%d/link-%d".formatted(place, gpu, link);
            };
        }

        /** What the feed names when this part fails: the rack for an ASIC, its node otherwise. */
        String named(String kind) {
            return kind.equals("switch-asic-lost") ? name() : node();
        }
    }

    private long fault(String kind, Part part) throws Exception {
        feed.clear();
        long begin = System.nanoTime();
        String made = send("POST", simulator + "/v1/faults", "{\"kind\":\"%s\",\"target\":\"%s\"}"
                .formatted(kind, part.target(kind)));
        long seen = awaitWarning(part.named(kind), begin);
        Matcher id = ID.matcher(made);
        if (!id.find()) {
            throw new IllegalStateException(made);
        }
        send("DELETE", simulator + "/v1/faults/" + id.group(1), "");
        healed(part.name());
        return seen - begin;
    }

    /** Waits until the rack is as it was, so that the next fault is not told apart from the end of this one. */
    private void healed(String rack) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        Pattern free = Pattern.compile("\"gpusGrantable\":72,");
        while (!free.matcher(send("GET", server + "/api/v1/racks/" + rack, "")).find()
                || !send("GET", server + "/api/v1/racks/" + rack, "").contains("\"health\":\"Healthy\"")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(rack + " is not well again after " + LIMIT_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long cordon(String node) throws Exception {
        feed.clear();
        long begin = System.nanoTime();
        send("POST", server + "/api/v1/nodes/" + node + ":cordon", "");
        long seen = await("\"cordonedNodes\":1", begin);
        send("POST", server + "/api/v1/nodes/" + node + ":uncordon", "");
        await("\"cordonedNodes\":0", System.nanoTime());
        return seen - begin;
    }

    private long awaitWarning(String name, long begin) throws InterruptedException {
        Pattern warning = Pattern.compile("\"type\":\"Warning\"[^{}]*\"object\":\\{[^{}]*\\}[^{}]*");
        while (true) {
            Said said = next(begin, "a warning about " + name);
            Matcher found = warning.matcher(said.data());
            while (found.find()) {
                if (found.group().contains(name)) {
                    return said.at();
                }
            }
        }
    }

    private long await(String text, long begin) throws InterruptedException {
        while (true) {
            Said said = next(begin, text);
            if (said.data().contains(text)) {
                return said.at();
            }
        }
    }

    private Said next(long begin, String what) throws InterruptedException {
        long left = begin + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS) - System.nanoTime();
        Said said = feed.poll(left, TimeUnit.NANOSECONDS);
        if (said == null) {
            throw new IllegalStateException("the feed did not bring " + what + " in " + LIMIT_SECONDS + " s");
        }
        return said;
    }

    private void read() {
        try {
            HttpResponse<java.io.InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create(server + "/api/v1/watch")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        feed.add(new Said(line, System.nanoTime()));
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the feed ended", e);
        }
    }

    private int racks() throws Exception {
        Matcher racks = Pattern.compile("\"racks\":(\\d+)").matcher(send("GET", server + "/api/v1/fabric", ""));
        if (!racks.find()) {
            throw new IllegalStateException("the server tells no number of racks");
        }
        return Integer.parseInt(racks.group(1));
    }

    private String send(String method, String address, String body) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + address + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
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
