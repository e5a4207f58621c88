package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.engine.Engine;
import org.springframework.stereotype.Component;

/** The index of the newest image, worked out when somebody asks. */
@Component
public class Indexes {

    private final Engine engine;
    private FabricIndex newest;

    Indexes(Engine engine) {
        this.engine = engine;
        this.newest = FabricIndex.of(engine.image());
    }

    /** The index of the newest image. */
    public synchronized FabricIndex newest() {
        Image image = engine.image();
        newest = newest.next(image);
        return newest;
    }
}
