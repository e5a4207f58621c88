package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import java.time.Duration;
import java.util.Optional;

/** Asks again and again, ever more slowly, until there is an answer or the time is up. */
final class Poll {

    private static final Duration FIRST = Duration.ofMillis(40);
    private static final Duration LAST = Duration.ofSeconds(1);

    private final Session session;
    private final Duration limit;
    private String said = "";

    Poll(Session session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    /** One try; empty means not yet. */
    @FunctionalInterface
    interface Attempt<T> {
        Optional<T> next(Poll poll) throws CommandFailure;
    }

    /** Returns the answer, empty when the time is up. */
    <T> Optional<T> until(Attempt<T> attempt) throws CommandFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST;
        while (true) {
            Optional<T> answer = attempt.next(this);
            if (answer.isPresent() || System.nanoTime() - deadline > 0) {
                return answer;
            }
            sleep(pause);
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(LAST) > 0 ? LAST : longer;
        }
    }

    /** Tells the person where it stands, once for each new state. */
    void progress(String state) {
        if (!state.equals(said)) {
            said = state;
            session.console().say(state);
        }
    }

    private static void sleep(Duration pause) throws CommandFailure {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.error("Interrupted.");
        }
    }
}
