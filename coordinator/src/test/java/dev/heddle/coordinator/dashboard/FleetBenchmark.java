package dev.heddle.coordinator.dashboard;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws a large fleet in Chromium while racks change, and prints the page's long tasks and frame times beside those of a
 * page that receives and parses the same feed and draws nothing.
 *
 * <p>Arguments, all optional: racks (2,000), changes a second (200), seconds (60).
 */
final class FleetBenchmark {

    private static final int DELTAS_A_SECOND = 5;
    private static final long SEED = 42;
    /** Times between frames, and tasks of 50 ms and more, which is what browsers call long. */
    private static final String OBSERVE = """
            window.frames = []; window.tasks = []; window.times = [];
            new PerformanceObserver(l => l.getEntries().forEach(e => tasks.push(Math.round(e.duration)) && times.push(Math.round(e.startTime))))
                .observe({ type: 'longtask', buffered: true });
            let last = performance.now();
            requestAnimationFrame(function next(now) { frames.push(now - last); last = now; requestAnimationFrame(next); });
            """;

    private static final String PARSE_ONLY = """
            window.parsed = 0;
            const source = new EventSource('/api/v1/watch');
            for (const type of ['snapshot', 'delta']) source.addEventListener(type, e => { parsed += JSON.parse(e.data).racks.length; });
            """;
    private static final String REPORT = """
            () => {
              const sorted = frames.slice().sort((a, b) => a - b);
              const at = part => Math.round(sorted[Math.floor(part * (sorted.length - 1))]);
              return `longest task ${Math.max(0, ...tasks)} ms, tasks over 50 ms: ${tasks.length}, over 100 ms: `
                + `${tasks.filter(t => t > 100).length}; frame p50 ${at(.5)} ms, p95 ${at(.95)} ms, p99 ${at(.99)} ms; tasks ${tasks} at ${times}`;
            }
            """;

    private FleetBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int racks = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int changes = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 60;
        FakeFabric fabric = new FakeFabric(racks);
        Map<String, @Nullable Object> sums = fabric.fabric();
        try (FakeCoordinator coordinator = new FakeCoordinator(fabric, 0);
                Browser browser = new Browser();
                Browser.Window bare = browser.open(Browser.Look.DARK, coordinator.address(), "/app/icon.svg");
                Browser.Window page = browser.open(Browser.Look.DARK, coordinator.address(), "/app/icon.svg")) {
            measure("feed parsed, nothing drawn", bare.page(), coordinator, "/app/icon.svg", PARSE_ONLY, () -> {
                drive(coordinator, fabric, sums, changes, seconds);
            });
            bare.close();
            measure(
                    "fleet page, %d racks, %d changes/s, %d s".formatted(racks, changes, seconds),
                    page.page(),
                    coordinator,
                    "/#/fleet",
                    "",
                    () -> {
                        drive(coordinator, fabric, sums, changes, seconds);
                    });
        }
    }

    private interface Load {
        void run() throws InterruptedException;
    }

    private static void measure(
            String name, Page page, FakeCoordinator coordinator, String path, String script, Load load)
            throws InterruptedException {
        page.addInitScript(OBSERVE);
        page.navigate(coordinator.address() + path);
        if (!script.isEmpty()) {
            page.evaluate(script);
        } else {
            page.waitForSelector(".cursor");
        }
        load.run();
        System.out.println(name + ": " + page.evaluate(REPORT));
    }

    /** Changes racks at random, told five times a second, as the watch of the API does. */
    private static void drive(
            FakeCoordinator coordinator,
            FakeFabric fabric,
            Map<String, @Nullable Object> sums,
            int changes,
            int seconds)
            throws InterruptedException {
        Random random = new Random(SEED);
        Instant start = Instant.now();
        for (int i = 0; i < seconds * DELTAS_A_SECOND; i++) {
            List<Object> touched = new ArrayList<>();
            for (int c = 0; c < changes / DELTAS_A_SECOND; c++) {
                touched.add(
                        changed(fabric.racks().get(random.nextInt(fabric.racks().size())), random));
            }
            coordinator.publish(Json.object(
                    "image",
                    "3." + (200 + i),
                    "fabric",
                    sums,
                    "racks",
                    touched,
                    "computeDomains",
                    List.of(),
                    "events",
                    List.of()));
            Instant next = start.plusMillis((i + 1) * 1000L / DELTAS_A_SECOND);
            Thread.sleep(
                    Duration.between(Instant.now(), next).isNegative()
                            ? Duration.ZERO
                            : Duration.between(Instant.now(), next));
        }
    }

    private static Map<String, @Nullable Object> changed(FakeRack rack, Random random) {
        FakeRack.Tray tray = rack.trays[random.nextInt(FakeRack.TRAYS)];
        if (random.nextInt(4) == 0) {
            tray.connected = !tray.connected;
        } else {
            int gpu = random.nextInt(FakeRack.GPUS);
            tray.granted[gpu] = tray.granted[gpu] == null ? "train-1" : null;
        }
        return rack.summary();
    }
}
