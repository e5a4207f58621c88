package dev.heddle.coordinator.replication;

/** Parts of an image that are replicated one by one, each kind in a map of its own. */
public enum Kind {
    /** Ledger units, by id. */
    UNIT("units"),
    /** ComputeDomains, by uid. */
    COMPUTE_DOMAIN("compute-domains"),
    /** What nodes' agents say, by node. */
    NODE("nodes"),
    /** Ledger records that cannot be read, by name. */
    UNREADABLE("unreadable"),
    /** Lines of the event feed, by image version. */
    NOTE("notes");

    private final String mapName;

    Kind(String mapName) {
        this.mapName = mapName;
    }

    /** Name of its map. */
    String mapName() {
        return mapName;
    }

    /** Whether a standby must have it to show an image. The event feed may lag. */
    boolean essential() {
        return this != NOTE;
    }
}
