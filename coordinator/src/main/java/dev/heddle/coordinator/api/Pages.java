package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.Page;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps images for lists that are read page by page. At most {@link #MAX_PINNED} are kept, each for {@link #KEPT} after
 * it was last read; the one that was not read for longest makes room for a new one, and its lists must be begun again.
 */
class Pages {

    /** Rows of a page unless asked otherwise. */
    static final int DEFAULT_LIMIT = 500;

    /** Rows of a page at most. */
    static final int MAX_LIMIT = 1_000;

    /** Images kept. */
    static final int MAX_PINNED = 32;

    /** How long an image is kept. */
    static final Duration KEPT = Duration.ofSeconds(60);

    private final LongSupplier nanos;
    private final Map<ImageVersion, Pin> pins = new LinkedHashMap<>(16, 0.75f, true);

    /** With a monotonic clock in nanoseconds. */
    Pages(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Pin(FabricIndex index, long until) {}

    /** The page that {@code reading} asks for of the list that {@code fill} offers. */
    <T> Page<T> page(Reading reading, Consumer<Window<T>> fill) {
        Window<T> window = new Window<>(reading.offset(), reading.limit());
        fill.accept(window);
        ImageVersion version = reading.index().image().version();
        String next = null;
        if (window.more()) {
            pin(reading.index());
            next = PageToken.of(version, window.next(), reading.list()).encoded();
        }
        return new Page<>(window.rows(), version.toString(), next, window.total());
    }

    private synchronized void pin(FabricIndex index) {
        expire();
        pins.put(index.image().version(), new Pin(index, nanos.getAsLong() + KEPT.toNanos()));
        if (pins.size() > MAX_PINNED) {
            pins.remove(pins.keySet().iterator().next());
        }
    }

    /** The image of that version, if it is still kept. */
    synchronized Optional<FabricIndex> pinned(ImageVersion version) {
        expire();
        return Optional.ofNullable(pins.get(version)).map(Pin::index);
    }

    private void expire() {
        long now = nanos.getAsLong();
        pins.values().removeIf(pin -> pin.until() - now < 0);
    }
}
