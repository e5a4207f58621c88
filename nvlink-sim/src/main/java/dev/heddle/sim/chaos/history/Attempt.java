package dev.heddle.sim.chaos.history;

/**
 * One request of a client, with its answer.
 *
 * @param client who asked
 * @param name name of the ComputeDomain
 * @param request what was asked
 * @param answer what came
 * @param call when it was asked, in nanoseconds of one monotonic clock
 * @param since of a read: since when what it shows may have been true, the call of the client's own last write; else
 *     the same as {@code call}
 * @param end when the answer was there
 */
public record Attempt(int client, String name, Request request, Answer answer, long call, long since, long end) {

    /** What a client asks. */
    public sealed interface Request {

        /**
         * Make it.
         *
         * @param key idempotency key
         */
        record Create(String key) implements Request {}

        /** End it. */
        record Delete() implements Request {}

        /** Show it. */
        record Read() implements Request {}
    }

    /** Whether it says, or may have changed, anything. */
    public boolean counts() {
        boolean unknown = answer instanceof Answer.Unknown;
        return !(answer instanceof Answer.Refused) && !(unknown && request instanceof Request.Read);
    }

    /** As part of a history. */
    public Timed<Attempt> timed() {
        return new Timed<>(since, answer instanceof Answer.Unknown ? Timed.NEVER : end, this);
    }
}
