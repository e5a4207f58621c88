package dev.heddle.contract.model;

/**
 * One NVLink of a GPU.
 *
 * @param index link number from 0
 * @param state its state
 * @param speedMbps speed in MB/s per direction, 53125 on GB200; 0 when down
 * @param recoveryEvents successful recoveries since the driver was loaded
 * @param errorEvents failed recoveries and effective errors since then
 */
public record Link(int index, LinkState state, int speedMbps, long recoveryEvents, long errorEvents) {

    /** @throws IllegalArgumentException if {@code index} is out of range */
    public Link {
        if (index < 0 || index >= Limits.MAX_LINKS_PER_GPU) {
            throw new IllegalArgumentException("link index must be below " + Limits.MAX_LINKS_PER_GPU);
        }
    }
}
