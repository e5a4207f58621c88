package dev.heddle.sim.exhaustive;

/** What may go wrong, each at most as often as the scope says. */
enum Mishap {
    /** a client sends a create once more, with the same key. */
    REPEATED_CREATE,
    /** the outcome of a commit is unknown, whatever part of it was written. */
    UNKNOWN_OUTCOME,
    /** a node loses power. */
    POWER_OFF,
    /** an operator declares off a node that is. */
    FENCE,
    /** an agent loses its record. */
    AMNESIA,
    /** an agent dies between two steps of an order. */
    AGENT_DEATH,
    /** a coordinator takes an agent's stream for closed. */
    STREAM_LOST,
    /** the ledger is put back to its first state, and every coordinator started anew. */
    RESTORE,
    /** a report, or an order any number of times, comes late; not counted where the scope has such delays anyway. */
    LATE;

    private static final int BITS = 2;
    private static final int MOST = (1 << BITS) - 1;

    /** How often it happened. */
    int count(int packed) {
        return packed >>> (ordinal() * BITS) & MOST;
    }

    /** It happened once more. */
    int counted(int packed) {
        return packed + (1 << (ordinal() * BITS));
    }
}
