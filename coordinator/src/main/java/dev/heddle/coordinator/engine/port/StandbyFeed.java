package dev.heddle.coordinator.engine.port;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The engine's ear on a standby: what the leader committed comes in here. On a leader every call is ignored. */
public interface StandbyFeed {

    /**
     * The replicated image changed. Never blocks.
     *
     * @param image the whole image, rebuilt from whole records
     * @param events what changed, as far as it is known; only ever used to tell watchers
     * @param nodes nodes whose observation or desired state may have changed
     * @param reloaded whether the image was rebuilt as a whole
     */
    void replicated(Image image, List<Event> events, Set<NodeName> nodes, boolean reloaded);

    /** How old the replicated image may be, by the replica's own monotonic clock. */
    void staleness(Duration age);
}
