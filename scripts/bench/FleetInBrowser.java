import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens the fleet page of a running coordinator in headless Chromium, lets it be for a while, and prints the main
 * thread's long tasks and its frames. The baseline, in the same run, is a page that receives and parses the same feed on
 * its main thread and shows nothing. {@code scripts/bench/fleet-in-browser} starts a coordinator with 2,000 racks first.
 *
 * <p>{@code java scripts/bench/FleetInBrowser.java [server] [seconds] [picture.png]}
 */
public final class FleetInBrowser {

    private static final String OBSERVE = """
            window.frames = []; window.tasks = [];
            new PerformanceObserver(l => l.getEntries().forEach(e => tasks.push([Math.round(e.startTime), Math.round(e.duration)])))
                .observe({ type: 'longtask', buffered: true });
            let last = performance.now();
            requestAnimationFrame(function next(now) { frames.push(now - last); last = now; requestAnimationFrame(next); });
            """;
    private static final String PARSE_ONLY = """
            window.racks = 0; window.messages = 0;
            const source = new EventSource('/api/v1/watch');
            for (const type of ['snapshot', 'delta']) source.addEventListener(type, e => {
              messages++;
              racks += JSON.parse(e.data).racks.length;
            });
            """;
    private static final String REPORT = """
            (() => {
              const sorted = frames.slice().sort((a, b) => a - b);
              const at = part => Math.round(sorted[Math.floor(part * (sorted.length - 1))]);
              const long = tasks.map(task => task[1]);
              return `longest task ${Math.max(0, ...long)} ms, over 50 ms: ${long.length}, over 100 ms: `
                + `${long.filter(t => t > 100).length}; frames p50 ${at(.5)} ms, p99 ${at(.99)} ms, longest ${at(1)} ms`
                + (long.length ? `; [start, length] of the long ones: ${JSON.stringify(tasks)}` : '');
            })()
            """;
    private static final String SHOWN = "document.querySelector('.facts .mono')?.textContent ?? ''";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final int debugPort;

    private FleetInBrowser(String server, int debugPort) {
        this.server = server;
        this.debugPort = debugPort;
    }

    public static void main(String[] args) throws Exception {
        String server = args.length > 0 ? args[0] : "http://127.0.0.1:8490";
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        Path profile = Files.createTempDirectory("heddle-chromium");
        Process chromium = new ProcessBuilder(
                        binary(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1440,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            new FleetInBrowser(server, debugPort(profile, chromium)).run(seconds, args.length > 2 ? args[2] : "");
        } finally {
            chromium.destroy();
            chromium.waitFor(10, TimeUnit.SECONDS);
            delete(profile);
        }
    }

    private void run(int seconds, String picture) throws Exception {
        try (Tab bare = open()) {
            bare.call("Page.navigate", "\"url\":\"" + server + "/app/icon.svg\"");
            TimeUnit.SECONDS.sleep(1);
            bare.evaluate(OBSERVE + PARSE_ONLY);
            int third = Math.max(1, seconds / 3);
            TimeUnit.SECONDS.sleep(third);
            System.out.printf("feed parsed, nothing shown (baseline), %d s: %s%n", third, bare.evaluate(REPORT));
            System.out.println("  it brought "
                    + bare.evaluate("`${messages} messages with ${racks} racks in them`"));
        }
        try (Tab page = open()) {
            page.call("Page.addScriptToEvaluateOnNewDocument", "\"source\":" + quoted(OBSERVE));
            page.call("Page.navigate", "\"url\":\"" + server + "/#/fleet\"");
            TimeUnit.SECONDS.sleep(5);
            String first = page.evaluate(SHOWN);
            TimeUnit.SECONDS.sleep(seconds);
            System.out.printf("fleet page, %d s: %s%n", seconds + 5, page.evaluate(REPORT));
            System.out.printf(
                    "  it showed image %s after 5 s and %s at the end; %s%n",
                    first,
                    page.evaluate(SHOWN),
                    page.evaluate("document.querySelector('.head .sub').textContent"));
            if (!picture.isEmpty()) {
                page.picture(Path.of(picture));
            }
        }
    }

    private Tab open() throws Exception {
        String answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + debugPort + "/json/new?about:blank"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher address = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"").matcher(answer);
        if (!address.find()) {
            throw new IOException("Chromium opened no tab: " + answer);
        }
        Tab tab = new Tab();
        tab.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(address.group(1)), tab)
                .get(10, TimeUnit.SECONDS);
        tab.call("Page.enable", "");
        return tab;
    }

    private static String binary() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Chromium: apt-get install chromium"));
    }

    private static int debugPort(Path profile, Process chromium) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 300 && chromium.isAlive(); i++) {
            if (Files.exists(file) && !Files.readAllLines(file).isEmpty()) {
                return Integer.parseInt(Files.readAllLines(file).getFirst());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("Chromium does not answer");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A tab over the DevTools protocol: a call and its answer, nothing else is listened to. */
    private static final class Tab implements WebSocket.Listener, AutoCloseable {

        private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)");
        private final AtomicInteger calls = new AtomicInteger();
        private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
        private final StringBuilder part = new StringBuilder();
        private WebSocket socket;

        String call(String method, String parameters) throws Exception {
            int id = calls.incrementAndGet();
            CompletableFuture<String> answer = new CompletableFuture<>();
            waiting.put(id, answer);
            socket.sendText(
                    "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true);
            return answer.get(60, TimeUnit.SECONDS);
        }

        String evaluate(String script) throws Exception {
            String answer = call("Runtime.evaluate", "\"returnByValue\":true,\"expression\":" + quoted(script));
            Matcher value = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
            return value.find() ? value.group(1).replace("\\\"", "\"") : answer;
        }

        void picture(Path file) throws Exception {
            Matcher data = Pattern.compile("\"data\":\"([^\"]+)\"").matcher(call("Page.captureScreenshot", ""));
            if (data.find()) {
                Files.write(file, java.util.Base64.getDecoder().decode(data.group(1)));
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                Matcher id = ID.matcher(part);
                if (id.find()) {
                    CompletableFuture<String> answer = waiting.remove(Integer.valueOf(id.group(1)));
                    if (answer != null) {
                        answer.complete(part.toString());
                    }
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() throws Exception {
            call("Page.navigate", "\"url\":\"about:blank\"");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }
}
