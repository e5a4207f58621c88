package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.allocation.ImageVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageWaitsTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeEngine engine = new FakeEngine();
    private final ImageWaits waits = new ImageWaits(engine);

    @AfterEach
    void stop() {
        waits.stop();
    }

    @Test
    void onlySoManyMayWaitAndAllOfThemAreWokenByTheImageTheyWaitFor() throws Exception {
        ImageVersion wanted = new ImageVersion(engine.image().version().epoch() + 1, 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ImageVersion>> waiting = new ArrayList<>();
            for (int i = 0; i < ImageWaits.MAX_WAITING; i++) {
                waiting.add(threads.submit(() -> waits.await(
                                image -> image.version().compareTo(wanted) >= 0, LONG)
                        .version()));
            }
            await().until(() -> waits.waiting() == ImageWaits.MAX_WAITING);
            assertThatThrownBy(() -> waits.await(image -> image.version().compareTo(wanted) >= 0, LONG))
                    .isInstanceOf(Problem.ProblemException.class);
            assertThat(waits.await(image -> true, LONG)).isSameAs(engine.image());
            engine.nextEpoch();
            for (Future<ImageVersion> one : waiting) {
                assertThat(one.get()).isEqualTo(wanted);
            }
        }
        assertThat(waits.waiting()).isZero();
    }

    @Test
    void aWaitEndsWithWhatThereIs() {
        assertThat(waits.await(image -> false, Duration.ofMillis(1))).isSameAs(engine.image());
    }
}
