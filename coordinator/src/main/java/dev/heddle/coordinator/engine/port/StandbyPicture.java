package dev.heddle.coordinator.engine.port;

/** What a standby shows, as far as others may doubt it. On a leader nothing happens: its picture is its own. */
public interface StandbyPicture {

    /**
     * An agent has proved the picture old: it was told something newer. The picture is dropped, and a new one is taken
     * from a leader that speaks after this call. Returns at once; may be called from any thread.
     */
    void doubt();
}
