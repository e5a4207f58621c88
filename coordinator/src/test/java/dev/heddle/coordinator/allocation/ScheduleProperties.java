package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleProperties {

    private static final int STEPS = 300;
    private static final int COMPUTE_DOMAINS = 20;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsWhatARecordByRecordSearchFinds(long seed) {
        Random random = new Random(seed);
        Image image = Image.empty(new ClusterId("c"));
        for (int step = 0; step < STEPS; step++) {
            image = Evolve.apply(image, event(random, image));
            assertThat(lines(image)).as("step %d", step).isEqualTo(pending(image));
            Instant now = BEGIN.plusSeconds(random.nextInt(40));
            assertThat(image.schedule().over(now))
                    .as("step %d", step)
                    .containsExactlyInAnyOrderElementsOf(over(image, now));
        }
    }

    private static Event event(Random random, Image image) {
        ComputeDomainUid uid = new ComputeDomainUid("uid-" + random.nextInt(COMPUTE_DOMAINS));
        Optional<ComputeDomainRecord> known = image.computeDomains().get(uid).map(ComputeDomainState::computeDomain);
        if (known.isPresent() && random.nextInt(4) == 0) {
            return new Event.ComputeDomainErased(uid, 0);
        }
        Phase phase = Phase.values()[random.nextInt(Phase.values().length)];
        return new Event.ComputeDomainWritten(
                known.orElseGet(() -> created(random, uid)).in(phase, "", ""), 0);
    }

    private static ComputeDomainRecord created(Random random, ComputeDomainUid uid) {
        GangRequest gang = new GangRequest(2, 1 + random.nextInt(2), segment(random));
        Optional<Duration> timeToLive =
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + random.nextInt(20)));
        return new ComputeDomainRecord(
                uid,
                new ComputeDomainName("name-" + uid.value()),
                new ComputeDomainSpec(gang, timeToLive),
                BEGIN.plusSeconds(random.nextInt(20)),
                Optional.empty(),
                Phase.PENDING,
                List.of(),
                Optional.empty(),
                "",
                "");
    }

    private static OptionalInt segment(Random random) {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(2));
    }

    /** By gang, oldest first. */
    private static List<List<ComputeDomainRecord>> lines(Image image) {
        List<List<ComputeDomainRecord>> lines = new ArrayList<>();
        for (PersistentMap<Moment, ComputeDomainRecord> line : image.schedule().lines()) {
            List<ComputeDomainRecord> records = new ArrayList<>();
            line.values().forEach(records::add);
            assertThat(Schedule.first(line).value()).isEqualTo(records.getFirst());
            lines.add(records);
        }
        return lines;
    }

    private static List<List<ComputeDomainRecord>> pending(Image image) {
        return records(image).stream()
                .filter(record -> record.phase() == Phase.PENDING)
                .sorted(Comparator.comparing(ComputeDomainRecord::createdAt).thenComparing(ComputeDomainRecord::uid))
                .collect(Collectors.groupingBy(record -> record.spec().gang()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<ComputeDomainRecord> over(Image image, Instant now) {
        return records(image).stream()
                .filter(record -> record.phase() != Phase.RELEASING)
                .filter(record ->
                        record.expiresAt().filter(at -> !at.isAfter(now)).isPresent())
                .toList();
    }

    private static List<ComputeDomainRecord> records(Image image) {
        List<ComputeDomainRecord> records = new ArrayList<>();
        image.computeDomains().values().forEach(state -> records.add(state.computeDomain()));
        return records;
    }
}
