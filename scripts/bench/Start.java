import java.io.File;
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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the demo from a built tree on a fresh data folder, several times, and measures from the command to the first
 * page, and from a coordinator that answers to a fleet whose every node is connected and has reported its GPUs. The
 * baseline, in the same run, is the start of a JVM that does nothing.
 *
 * <p>{@code java scripts/bench/Start.java [runs] [port]}, in the root of the repository; no other demo may use the port.
 */
public final class Start {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int NODES = 216;
    private static final int GPUS = 864;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final String server;
    private final int port;

    private Start(int port) {
        this.port = port;
        this.server = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 18480;
        new Start(port).run(runs);
    }

    private void run(int runs) throws Exception {
        List<Long> bare = new ArrayList<>();
        List<Long> page = new ArrayList<>();
        List<Long> reported = new ArrayList<>();
        List<Long> whole = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            bare.add(jvm());
            Path data = Files.createTempDirectory("heddle-start");
            long begin = System.nanoTime();
            Process demo = new ProcessBuilder("./heddle", "demo", "--port", "" + port, "--data", "" + data.resolve("data"))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("said").toFile())
                    .start();
            try {
                await(demo, "/", "<main");
                page.add(System.nanoTime() - begin);
                await(demo, "/actuator/health/readiness", "\"UP\"");
                long up = System.nanoTime();
                await(demo, "/api/v1/fabric", "\"nodesConnected\":" + NODES + ",\"gpus\":" + GPUS);
                reported.add(System.nanoTime() - up);
                whole.add(System.nanoTime() - begin);
            } finally {
                demo.destroy();
                demo.waitFor(30, TimeUnit.SECONDS);
                delete(data);
            }
        }
        System.out.printf("%d starts of 12 racks on fresh data folders, milliseconds%n", runs);
        print("a JVM that does nothing (baseline)", bare);
        print("command to first page", page);
        print("coordinator ready to all reported", reported);
        print("command to all reported", whole);
    }

    private static long jvm() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
        return System.nanoTime() - begin;
    }

    private void await(Process demo, String path, String text) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!answer(path).contains(text)) {
            if (!demo.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the demo does not come up: " + path + " says " + answer(path));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String answer(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void print(String what, List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        System.out.printf(
                "  %-36s median %7.0f  longest %7.0f%n",
                what, sorted.get(sorted.size() / 2) / 1e6, sorted.getLast() / 1e6);
    }
}
