package dev.heddle.coordinator.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.RackName;
import dev.heddle.coordinator.allocation.ImageVersion;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reader missed. */
class ChangeLogTest {

    private final ChangeLog log = new ChangeLog(version(10));

    private static ImageVersion version(long sequence) {
        return new ImageVersion(3, sequence);
    }

    private void add(long from, long to, String... racks) {
        Set<RackName> names =
                Set.copyOf(java.util.Arrays.stream(racks).map(RackName::new).toList());
        log.add(new ChangeSet(version(from), version(to), names, Set.of()));
    }

    @Test
    void readerOfTheNewestMissedNothing() {
        assertThat(log.since(version(10)))
                .hasValueSatisfying(set -> assertThat(set.isEmpty()).isTrue());
    }

    @Test
    void readerMissedEverythingAfterItsVersion() {
        add(10, 12, "a");
        add(12, 15, "b");
        log.add(new ChangeSet(version(15), version(16), Set.of(), Set.of(new ComputeDomainName("x"))));
        ChangeSet missed = log.since(version(12)).orElseThrow();
        assertThat(missed.racks()).containsExactly(new RackName("b"));
        assertThat(missed.computeDomains()).containsExactly(new ComputeDomainName("x"));
        assertThat(log.since(version(10)).orElseThrow().racks()).hasSize(2);
    }

    @Test
    void readerBetweenTwoSetsGetsTheWholeOfTheFirst() {
        add(10, 14, "a");
        assertThat(log.since(version(13)).orElseThrow().racks()).containsExactly(new RackName("a"));
    }

    @Test
    void readerFromBeforeOrAfterWhatIsKnownBeginsAgain() {
        add(10, 12, "a");
        assertThat(log.since(version(9))).isEmpty();
        assertThat(log.since(version(13))).isEmpty();
        assertThat(log.since(new ImageVersion(2, 11))).isEmpty();
        assertThat(log.since(new ImageVersion(4, 1))).isEmpty();
    }

    @Test
    void oldestSetsAreForgotten() {
        for (int i = 0; i < ChangeLog.MAX_SETS + 5; i++) {
            add(10 + i, 11 + i, "rack-" + i % 7);
        }
        assertThat(log.since(version(10))).isEmpty();
        assertThat(log.since(version(15)).orElseThrow().racks()).hasSize(7);
    }

    @Test
    void setsWithoutAChangeTakeNoPlace() {
        add(10, 11, "a");
        for (int i = 11; i < 11 + 2 * ChangeLog.MAX_SETS; i++) {
            add(i, i + 1);
        }
        assertThat(log.since(version(10)).orElseThrow().racks()).containsExactly(new RackName("a"));
    }

    @Test
    void anotherEpochForgetsEverything() {
        add(10, 11, "a");
        log.add(new ChangeSet(version(11), new ImageVersion(4, 0), Set.of(), Set.of()));
        assertThat(log.since(version(11))).isEmpty();
        assertThat(log.since(new ImageVersion(4, 0))).isPresent();
    }
}
