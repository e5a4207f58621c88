package dev.heddle.coordinator.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.Combinations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a replica may take the lease and how long a leader may go on, in every combination of what is looked at. */
class LeaseFenceTest {

    private static final long MILLI = 1_000_000;
    private static final long LEASE = 3_000;
    private static final long SLOW = 1_000;

    /** Where a monotonic clock stands: it may be negative, and may overflow. */
    enum Clock {
        AT_ZERO(0),
        NEGATIVE(-5_000_000 * MILLI),
        ABOUT_TO_OVERFLOW(Long.MAX_VALUE - 500 * MILLI);

        private final long start;

        Clock(long start) {
            this.start = start;
        }

        long at(long millis) {
            return start + millis * MILLI;
        }
    }

    /** When the second question is sent, in milliseconds after the first. */
    enum Asked {
        AT_ONCE(0),
        BEFORE_THE_LEASE_IS_OVER(LEASE - 1),
        WHEN_IT_IS_OVER(LEASE),
        BEFORE_IT_IS_OVER_SINCE_A_SLOW_ANSWER(SLOW + LEASE - 1),
        WHEN_IT_IS_OVER_SINCE_A_SLOW_ANSWER(SLOW + LEASE);

        private final long millis;

        Asked(long millis) {
            this.millis = millis;
        }
    }

    /** Two looks at the lease. */
    record Looks(
            boolean stored,
            boolean released,
            boolean own,
            boolean exclusive,
            boolean renewedBetween,
            boolean firstAnswerSlow,
            boolean secondAnswerSlow,
            Asked asked,
            Clock clock) {

        private LeaseRows.Stored row(long counter) {
            LeaseRow row = new LeaseRow("a", own ? "session-b" : "session-a", "http://a", counter, LEASE, released);
            return new LeaseRows.Stored(stored ? Optional.of(row) : Optional.empty(), 4);
        }

        long firstAnswer() {
            return firstAnswerSlow ? SLOW : 0;
        }

        boolean vacant() {
            long second = asked.millis + (secondAnswerSlow ? 10 * LEASE : 0);
            return LeaseSight.none(clock.at(0))
                    .then(row(7), clock.at(0), clock.at(firstAnswer()))
                    .then(row(renewedBetween ? 8 : 7), clock.at(asked.millis), clock.at(second))
                    .vacant("session-b", exclusive);
        }
    }

    /** Nobody has it, can have it or wants it; or it stood still from the first answer to the second question. */
    private static boolean mayTake(Looks looks) {
        boolean nobodys = !looks.stored() || looks.released() || looks.own() || looks.exclusive();
        boolean stoodStill = !looks.renewedBetween() && looks.asked().millis - looks.firstAnswer() >= LEASE;
        return nobodys || stoodStill;
    }

    @Test
    void leaseIsTakenOnlyWhereItIsNobodysOrStoodStillForItsTime() {
        List<Looks> all = Combinations.of(Looks.class);
        assertThat(all).hasSize(1_920);
        assertThat(all.stream().filter(looks -> looks.vacant() != mayTake(looks)))
                .isEmpty();
    }

    /** When the renewal that was sent at 50 ms is answered; the leader may act until 100 ms. */
    enum Answer {
        NEVER,
        IN_TIME,
        AT_THE_DEADLINE,
        TOO_LATE,
        TOO_LATE_BY_MORE_THAN_IT_BRINGS;

        long millis() {
            return switch (this) {
                case NEVER, IN_TIME -> 99;
                case AT_THE_DEADLINE -> 100;
                case TOO_LATE -> 120;
                case TOO_LATE_BY_MORE_THAN_IT_BRINGS -> 200;
            };
        }
    }

    /** When the leader looks at its lease after that, the deadline being what it is then. */
    enum Look {
        BEFORE_THE_DEADLINE(-1),
        AT_THE_DEADLINE(0),
        AFTER_THE_DEADLINE(1);

        private final long step;

        Look(long step) {
            this.step = step;
        }
    }

    /** A tenure with one renewal. */
    record Term(boolean lostBefore, boolean lostAfter, boolean lookedBefore, Answer answer, Look look, Clock clock) {

        boolean goesOn() {
            Tenure tenure = new Tenure(5, clock.at(0), clock.at(100));
            if (lostBefore) {
                tenure.lose("lost before");
            }
            if (lookedBefore) {
                tenure.over(clock.at(answer.millis()));
            }
            if (answer != Answer.NEVER) {
                tenure.renewed(clock.at(50), clock.at(150), clock.at(answer.millis()));
            }
            if (lostAfter) {
                tenure.lose("lost after");
            }
            long deadline = answer == Answer.NEVER ? 100 : 150;
            return tenure.over(clock.at(deadline + look.step)) == null;
        }
    }

    /** Never lost, and before the deadline; a renewal moves it only if it is answered before it. */
    private static boolean mayGoOn(Term term) {
        boolean lost = term.lostBefore() || term.lostAfter();
        boolean inTime = term.answer() == Answer.NEVER || term.answer() == Answer.IN_TIME;
        return !lost && inTime && term.look() == Look.BEFORE_THE_DEADLINE;
    }

    @Test
    void leaderGoesOnOnlyBeforeTheDeadlineOfARenewalThatWasAnsweredInTime() {
        List<Term> all = Combinations.of(Term.class);
        assertThat(all).hasSize(360);
        assertThat(all.stream().filter(term -> term.goesOn() != mayGoOn(term))).isEmpty();
    }

    @Test
    void tenureThatIsOverStaysOver() {
        for (Clock clock : Clock.values()) {
            Tenure tenure = new Tenure(5, clock.at(0), clock.at(100));
            assertThat(tenure.over(clock.at(100))).isNotNull();
            tenure.renewed(clock.at(50), clock.at(150), clock.at(99));
            assertThat(tenure.over(clock.at(99))).isNotNull();
        }
    }
}
