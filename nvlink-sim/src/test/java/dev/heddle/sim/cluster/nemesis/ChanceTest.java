package dev.heddle.sim.cluster.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

    @Test
    void durationsAreWithinTheirBoundsAndShortOnesAsOftenAsLongOnes() {
        Chance chance = new Chance(1);
        int shorter = 0;
        for (int i = 0; i < 10_000; i++) {
            Duration some = chance.some();
            assertThat(some).isBetween(Duration.ofMillis(20), Duration.ofSeconds(40));
            shorter += some.toMillis() < 894 ? 1 : 0;
        }
        assertThat(shorter).isBetween(4_700, 5_300);
    }

    @Test
    void ratesAreWithinHalfAndTwice() {
        Chance chance = new Chance(2);
        assertThat(LongStream.range(0, 1_000).mapToDouble(i -> chance.rate())).allMatch(rate -> rate >= 0.5 && rate <= 2);
    }

    @Test
    void pausesHaveTheirMean() {
        Chance chance = new Chance(3);
        double mean = LongStream.range(0, 20_000)
                .map(i -> chance.pause(Duration.ofSeconds(2)).toMillis())
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(1_900.0, 2_100.0);
    }

    @Test
    void kindsAreDrawnAccordingToTheirShares() {
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        for (long number = 1; number <= 50_000; number++) {
            counts.merge(Chance.of(9, number).kind(kinds), 1, Integer::sum);
        }
        int shares = kinds.stream().mapToInt(FaultKind::share).sum();
        kinds.forEach(kind -> assertThat(counts.get(kind))
                .as(kind.text())
                .isBetween(kind.share() * 40_000 / shares, kind.share() * 60_000 / shares));
    }

    @Test
    void aFaultsChanceFollowsFromSeedAndNumberAlone() {
        assertThat(Chance.of(4, 7).some()).isEqualTo(Chance.of(4, 7).some());
        assertThat(Chance.of(4, 7).some()).isNotEqualTo(Chance.of(4, 8).some());
        assertThat(Chance.of(4, 7).some()).isNotEqualTo(Chance.of(5, 7).some());
    }
}
