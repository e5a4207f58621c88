package dev.heddle.coordinator.agents;

/** What is looked at several times per heartbeat. Used by one thread. */
final class Sweeping {

    /** Turns in the time between two heartbeats. */
    static final int PER_HEARTBEAT = 5;

    private final Sessions sessions;
    private final Spreading spreading;
    private long turns;

    Sweeping(Sessions sessions) {
        this.sessions = sessions;
        this.spreading = new Spreading(sessions);
    }

    void turn() {
        sessions.sweep();
        if (++turns % PER_HEARTBEAT == 0) {
            sessions.buryGhosts();
            // Right after: those who are sent on have until the next time to be connected elsewhere.
            spreading.turn();
        }
    }
}
