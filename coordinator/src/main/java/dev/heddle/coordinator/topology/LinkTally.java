package dev.heddle.coordinator.topology;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Link;

/**
 * Links counted by what they mean to a user.
 *
 * @param total links known to exist
 * @param active up at full speed
 * @param degraded up with something wrong: slow, asleep, flapping
 * @param down not up
 * @param unknown not reported
 */
public record LinkTally(int total, int active, int degraded, int down, int unknown) {

    /** No links. */
    public static final LinkTally NONE = new LinkTally(0, 0, 0, 0, 0);

    /** Counts the links of a GPU; a GPU whose links the probe cannot see adds none. */
    public static LinkTally of(Gpu gpu) {
        int active = 0;
        int degraded = 0;
        int down = 0;
        int unknown = 0;
        for (Link link : gpu.links()) {
            switch (link.state()) {
                case ACTIVE -> active++;
                case SLEEP, DEGRADED, FLAPPING -> degraded++;
                case INACTIVE -> down++;
                case UNKNOWN -> unknown++;
            }
        }
        return new LinkTally(gpu.links().size(), active, degraded, down, unknown);
    }

    /** One link. */
    public static LinkTally of(Link link) {
        return switch (link.state()) {
            case ACTIVE -> new LinkTally(1, 1, 0, 0, 0);
            case SLEEP, DEGRADED, FLAPPING -> new LinkTally(1, 0, 1, 0, 0);
            case INACTIVE -> new LinkTally(1, 0, 0, 1, 0);
            case UNKNOWN -> new LinkTally(1, 0, 0, 0, 1);
        };
    }

    /** Both together. */
    public LinkTally plus(LinkTally other) {
        return new LinkTally(
                total + other.total,
                active + other.active,
                degraded + other.degraded,
                down + other.down,
                unknown + other.unknown);
    }
}
