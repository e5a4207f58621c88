package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A leader and a standby over maps whose news come late, in any order, twice or not at all. */
class ReplicationProperties {

    private final Bodies bodies = new Bodies(new JsonRecordCodec());
    private final MemoryCells cells = new MemoryCells();
    private final ReplicaEngine standby = new ReplicaEngine("b", new Hearsay(new Wakeup()));
    private final Map<ImageVersion, String> versions = new HashMap<>();
    private long nanos;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aStandbyShowsOnlyImagesThatTheLeaderHadAndInTheEndTheLast(long seed) {
        Random random = new Random(seed);
        RandomFabric fabric = new RandomFabric(random, "a");
        Follower follower = follower();
        ReplicaEngine leader = new ReplicaEngine("a", new Hearsay(new Wakeup()));
        Publisher publisher = leading(leader, 1, standby.image());
        for (int step = 0; step < 150; step++) {
            if (random.nextInt(40) == 0) {
                Image ledger = leader.image();
                leader = new ReplicaEngine("a", new Hearsay(new Wakeup()));
                publisher = leading(leader, ledger.version().epoch() + 1, ledger);
            }
            List<Event> events = fabric.next(leader.image());
            leader.commit(events);
            versions.put(leader.image().version(), Rendered.of(leader.image()));
            if (random.nextInt(3) == 0) {
                publisher.turn(cells);
                deliver(follower, random);
            }
        }
        publisher.turn(cells);
        settle(follower, publisher);

        assertThat(standby.shown)
                .isNotEmpty()
                .allSatisfy(image -> assertThat(Rendered.of(image)).isEqualTo(versions.get(image.version())));
        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
        assertThat(Rendered.notes(leader.image())).containsAllEntriesOf(Rendered.notes(standby.image()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheMapsLoseIsAskedForAndWrittenAgain(long seed) {
        Random random = new Random(seed);
        RandomFabric fabric = new RandomFabric(random, "a");
        ReplicaEngine leader = new ReplicaEngine("a", new Hearsay(new Wakeup()));
        Publisher publisher = leading(leader, 1, standby.image());
        for (int step = 0; step < 60; step++) {
            leader.commit(fabric.next(leader.image()));
        }
        publisher.turn(cells);
        cells.news.clear();
        for (Kind kind : Kind.values()) {
            cells.keys(kind).stream()
                    .filter(key -> random.nextBoolean())
                    .forEach(key -> cells.lose(new Item(kind, key)));
        }

        Follower follower = follower();
        settle(follower, publisher);

        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDeposedLeaderWritesNothingOverItsSuccessor(long seed) {
        Random random = new Random(seed);
        RandomFabric fabric = new RandomFabric(random, "a");
        ReplicaEngine old = new ReplicaEngine("a", new Hearsay(new Wakeup()));
        Publisher oldPublisher = leading(old, 1, standby.image());
        ReplicaEngine successor = new ReplicaEngine("c", new Hearsay(new Wakeup()));
        Publisher newPublisher = null;
        for (int step = 0; step < 80; step++) {
            old.commit(fabric.next(old.image()));
            if (step == 40) {
                oldPublisher.turn(cells);
                newPublisher = leading(successor, 2, old.image());
                newPublisher.turn(cells);
            }
        }
        if (newPublisher == null) {
            throw new AssertionError("the loop is too short");
        }
        oldPublisher.turn(cells);

        Follower follower = follower();
        settle(follower, newPublisher);
        assertThat(oldPublisher.supersededBy()).isEqualTo(2);
        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(successor.image()));
    }

    private Follower follower() {
        return new Follower("b", RandomFabric.CLUSTER, bodies, standby, () -> nanos);
    }

    private Publisher leading(ReplicaEngine leader, long epoch, Image ledger) {
        Publisher publisher = new Publisher(bodies, leader.status().replica());
        Engine.Listener listener = publisher::changed;
        leader.subscribe(listener);
        leader.lead(epoch, ledger);
        versions.put(leader.image().version(), Rendered.of(leader.image()));
        return publisher;
    }

    /** News come in any order, some twice, some later, some never. */
    private void deliver(Follower follower, Random random) {
        List<MemoryCells.News> news = new ArrayList<>(cells.news);
        cells.news.clear();
        Collections.shuffle(news, random);
        for (MemoryCells.News one : news) {
            switch (random.nextInt(20)) {
                case 0 -> {}
                case 1 -> cells.news.add(one);
                case 2 -> {
                    hear(follower, one);
                    cells.news.add(one);
                }
                default -> hear(follower, one);
            }
        }
        nanos += Duration.ofMillis(random.nextInt(1_500)).toNanos();
        follower.turn(cells);
    }

    private static void hear(Follower follower, MemoryCells.News news) {
        news.item().ifPresentOrElse(item -> follower.part(item, news.cell()), () -> follower.head(news.cell()));
    }

    private void settle(Follower follower, Publisher publisher) {
        for (int turn = 0; turn < 10; turn++) {
            cells.news.forEach(news -> hear(follower, news));
            cells.news.clear();
            follower.turn(cells);
            nanos += Follower.PATIENCE.toNanos() + 1;
            if (cells.wanted > 0) {
                cells.wanted = 0;
                publisher.everything();
            }
            publisher.turn(cells);
        }
    }
}
