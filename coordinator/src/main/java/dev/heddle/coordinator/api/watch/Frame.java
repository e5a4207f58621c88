package dev.heddle.coordinator.api.watch;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.api.view.FabricIndex;

/**
 * What readers are shown at one moment.
 *
 * @param number counts frames
 * @param index the image
 * @param fabric the fabric in numbers
 */
record Frame(long number, FabricIndex index, FabricDto fabric) {

    ImageVersion version() {
        return index.image().version();
    }
}
