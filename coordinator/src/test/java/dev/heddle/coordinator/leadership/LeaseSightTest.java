package dev.heddle.coordinator.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseSightTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LEASE_MILLIS = 3000;

    private static LeaseRows.Stored lease(long counter, boolean released) {
        return new LeaseRows.Stored(
                Optional.of(new LeaseRow("a", "session-a", "http://a", counter, LEASE_MILLIS, released)), 4);
    }

    private static LeaseSight seenAt(long millis, LeaseRows.Stored stored) {
        return LeaseSight.none(0).then(stored, millis * MILLI, millis * MILLI);
    }

    @Test
    void noLeaseIsVacant() {
        assertThat(LeaseSight.none(0).vacant("session-b", false)).isTrue();
    }

    @Test
    void releasedLeaseIsVacantAtOnce() {
        assertThat(seenAt(1, lease(7, true)).vacant("session-b", false)).isTrue();
    }

    @Test
    void leaseIsVacantOnceItsCounterStoodStillForItsTime() {
        LeaseSight first = seenAt(1000, lease(7, false));
        assertThat(first.vacant("session-b", false)).isFalse();

        LeaseSight almost = first.then(lease(7, false), 3999 * MILLI, 3999 * MILLI);
        assertThat(almost.vacant("session-b", false)).isFalse();
        LeaseSight over = almost.then(lease(7, false), 4000 * MILLI, 4001 * MILLI);
        assertThat(over.vacant("session-b", false)).isTrue();
    }

    @Test
    void renewalStartsTheTimeAgain() {
        LeaseSight renewed = seenAt(1000, lease(7, false)).then(lease(8, false), 3900 * MILLI, 3900 * MILLI);

        assertThat(renewed.then(lease(8, false), 6000 * MILLI, 6000 * MILLI).vacant("session-b", false))
                .isFalse();
    }

    @Test
    void pauseAfterTheQuestionProvesNothing() {
        LeaseSight first = seenAt(1000, lease(7, false));

        LeaseSight answeredLate = first.then(lease(7, false), 1100 * MILLI, 9000 * MILLI);
        assertThat(answeredLate.vacant("session-b", false)).isFalse();
    }

    @Test
    void slowFirstAnswerCountsFromItsArrival() {
        LeaseSight slow = LeaseSight.none(0).then(lease(7, false), 0, 5000 * MILLI);

        assertThat(slow.then(lease(7, false), 6000 * MILLI, 6000 * MILLI).vacant("session-b", false))
                .isFalse();
    }

    @Test
    void ownLeaseAndThatOfAStoreNobodyElseCanOpenAreVacant() {
        assertThat(seenAt(1, lease(7, false)).vacant("session-a", false)).isTrue();
        assertThat(seenAt(1, lease(7, false)).vacant("session-b", true)).isTrue();
    }
}
