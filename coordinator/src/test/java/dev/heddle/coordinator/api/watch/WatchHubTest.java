package dev.heddle.coordinator.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.engine.port.Leadership;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Readers slow, many and gone. */
class WatchHubTest {

    private final FakeEngine engine = new FakeEngine();
    private FabricIndex newest = FabricIndex.of(engine.image());
    private final WatchHub hub = new WatchHub(engine, this::index, this::control);

    private synchronized FabricIndex index() {
        newest = newest.next(engine.image());
        return newest;
    }

    private FabricViews.Control control() {
        return new FabricViews.Control(
                engine.status(),
                new Leadership.View(Optional.of(FakeEngine.REPLICA), Optional.empty(), 1, Duration.ZERO),
                List.of());
    }

    @BeforeEach
    void start() {
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    @Test
    void thereAreOnlySoManyPlacesAndTheyComeBack() {
        List<WatchHub.Place> places = new ArrayList<>();
        for (int i = 0; i < WatchHub.MAX_WATCHERS; i++) {
            places.add(hub.open().orElseThrow());
        }
        assertThat(hub.open()).isEmpty();
        places.getFirst().close();
        assertThat(hub.open()).isPresent();
        assertThat(hub.watchers()).isEqualTo(WatchHub.MAX_WATCHERS);
    }

    @Test
    void stoppedServerEndsItsFeeds() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thread reader = reader(out);
        await().until(() -> out.toString(StandardCharsets.UTF_8).contains("event: snapshot"));
        hub.stop();
        assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
        assertThat(hub.open()).isEmpty();
    }

    @Test
    void slowReaderGetsOneDeltaForAllThatItMissed() {
        FakeFleet fleet = new FakeFleet(engine, 3, 2);
        BlockedStream out = new BlockedStream();
        reader(out);
        await().until(() -> out.deltas.get() == 0 && out.text().contains("event: snapshot"));
        out.block();
        fleet.create("first", 1);
        await().until(() -> out.blocked.get() > 0);
        for (int i = 0; i < 20; i++) {
            fleet.create("later-" + i, 1);
        }
        String newestVersion = engine.image().version().toString();
        try (WatchHub.Place place = hub.open().orElseThrow()) {
            await().until(() -> place.now().version().toString().equals(newestVersion));
        }
        int before = out.deltas();
        out.free();
        await().until(() -> out.text().contains("\"later-19\""));
        assertThat(out.deltas() - before).isLessThanOrEqualTo(2);
        assertThat(out.text()).contains("\"later-0\"").contains("\"later-7\"");
    }

    @Test
    void readerThatIsGoneGivesItsPlaceBack() {
        FakeFleet fleet = new FakeFleet(engine, 1, 1);
        Thread reader = reader(new OutputStream() {
            private final AtomicInteger writes = new AtomicInteger();

            @Override
            public void write(int one) throws IOException {
                if (writes.incrementAndGet() > 500) {
                    throw new IOException("gone");
                }
            }
        });
        fleet.create("a", 1);
        await().until(() -> !reader.isAlive());
        assertThat(hub.watchers()).isZero();
    }

    private Thread reader(OutputStream out) {
        WatchHub.Place place = hub.open().orElseThrow();
        return Thread.ofVirtual().start(() -> {
            try (place) {
                new Watcher(place, new EventStream(out, new JsonMapper()), new Watcher.Topic(Optional.empty(), true))
                        .run(Optional.empty());
            } catch (IOException e) {
                // The reader is gone: that is what some of these tests are about.
            }
        });
    }

    /** Takes everything, or nothing while it is blocked. */
    private static final class BlockedStream extends OutputStream {

        final AtomicInteger deltas = new AtomicInteger();
        final AtomicInteger blocked = new AtomicInteger();
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void block() {
            gate = new CountDownLatch(1);
        }

        void free() {
            gate.countDown();
        }

        String text() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.UTF_8);
            }
        }

        int deltas() {
            return text().split("event: delta", -1).length - 1;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                if (gate.getCount() > 0) {
                    blocked.incrementAndGet();
                }
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (taken) {
                taken.write(bytes, offset, length);
            }
        }
    }
}
