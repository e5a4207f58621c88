package dev.heddle.coordinator.jdbc;

import org.jspecify.annotations.Nullable;

/** The ledger cannot be used and the start stops: one sentence with what is wrong, one with what to do. */
public final class LedgerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;
    private final boolean passes;

    /**
     * Without a cause.
     *
     * @param problem what is wrong, a sentence
     * @param action what to do, a sentence
     */
    public LedgerStartException(String problem, String action) {
        this(problem, action, null, false);
    }

    /**
     * With the cause that was seen.
     *
     * @param problem what is wrong, a sentence
     * @param action what to do, a sentence
     * @param cause what the database said
     */
    public LedgerStartException(String problem, String action, @Nullable Throwable cause) {
        this(problem, action, cause, false);
    }

    private LedgerStartException(String problem, String action, @Nullable Throwable cause, boolean passes) {
        super(problem, cause);
        this.action = action;
        this.passes = passes;
    }

    /** A server that does not answer, which may still be starting. */
    static LedgerStartException silent(String problem, String action, Throwable cause) {
        return new LedgerStartException(problem, action, cause, true);
    }

    /** Whether trying again may help. */
    public boolean passes() {
        return passes;
    }

    /** What to do, a sentence. */
    public String action() {
        return action;
    }
}
