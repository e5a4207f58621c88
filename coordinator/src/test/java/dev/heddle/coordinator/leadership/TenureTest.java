package dev.heddle.coordinator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenureTest {

    @Test
    void tenureIsOverAtItsDeadlineAndStaysOver() {
        Tenure tenure = new Tenure(5, 0, 100);
        assertThat(tenure.over(99)).isNull();
        assertThat(tenure.over(100)).isNotNull();

        tenure.renewed(90, 190, 101);
        assertThat(tenure.over(101)).isNotNull();
    }

    @Test
    void renewalMovesTheDeadlineFromWhenItWasSent() {
        Tenure tenure = new Tenure(5, 0, 100);
        tenure.renewed(50, 150, 99);

        assertThat(tenure.over(149)).isNull();
        assertThat(tenure.over(150)).isNotNull();
    }

    @Test
    void renewalThatIsAnsweredAfterTheDeadlineIsTooLate() {
        Tenure tenure = new Tenure(5, 0, 100);
        tenure.renewed(50, 150, 120);

        assertThat(tenure.over(120)).isEqualTo("the lease was renewed too late");
    }

    @Test
    void firstReasonOfALossStays() {
        Tenure tenure = new Tenure(5, 0, 100);
        tenure.lose("one");
        tenure.lose("two");

        assertThat(tenure.over(0)).isEqualTo("one");
    }

    @Test
    void engineThatStartsCountsAsAliveForALimitedTime() {
        Tenure tenure = new Tenure(5, 0, 100);
        assertThat(tenure.isStarting(0)).isTrue();
        tenure.announced(10);
        assertThat(tenure.isStarting(20)).isTrue();
        assertThat(tenure.isStarting(10 + LeaseTerms.MAX_START.toNanos())).isFalse();
        tenure.engineStarted();
        assertThat(tenure.isStarting(20)).isFalse();
    }

    @Test
    void termsMustLeaveRoomForTwoRenewals() {
        assertThat(LeaseTerms.of(Duration.ofSeconds(3)).validity()).isEqualTo(Duration.ofMillis(2250));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new LeaseTerms(
                        Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ZERO));
    }
}
