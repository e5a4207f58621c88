package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import dev.heddle.coordinator.topology.PersistentMap;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby whose picture an agent has proved old. */
class FollowerTest {

    private final Bodies bodies = new Bodies(new JsonRecordCodec());
    private final MemoryCells cells = new MemoryCells();
    private final ReplicaEngine standby = new ReplicaEngine("b", new Hearsay(new Wakeup()));
    private final ReplicaEngine leader = new ReplicaEngine("a", new Hearsay(new Wakeup()));
    private final Publisher publisher = new Publisher(bodies, "a");
    private final RandomFabric fabric = new RandomFabric(new Random(1), "a");
    private long nanos;
    private final Follower follower = new Follower("b", RandomFabric.CLUSTER, bodies, standby, () -> nanos);

    @BeforeEach
    void aPictureIsThere() {
        leader.subscribe(publisher::changed);
        leader.lead(1, Image.empty(RandomFabric.CLUSTER));
        for (int step = 0; step < 20; step++) {
            leader.commit(fabric.next(leader.image()));
        }
        publish();
        assertThat(standby.image().version()).isEqualTo(leader.image().version());
    }

    @Test
    void doubtedPictureIsDroppedAndNotTakenFromTheMapsAgain() {
        follower.doubt();
        follower.turn(cells);
        assertThat(standby.image().version()).isEqualTo(ImageVersion.NONE);

        for (int turn = 0; turn < 5; turn++) {
            nanos += Follower.PATIENCE.toNanos() + 1;
            follower.turn(cells);
        }
        assertThat(standby.image().version()).isEqualTo(ImageVersion.NONE);
        assertThat(cells.wanted).isPositive();
    }

    @Test
    void leaderThatSpeaksEndsTheDoubt() {
        follower.doubt();
        follower.turn(cells);

        leader.commit(fabric.next(leader.image()));
        publish();

        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
    }

    @Test
    void leaderThatOnlySaysTheSameAgainEndsTheDoubtToo() {
        follower.doubt();
        follower.turn(cells);

        publisher.everything();
        publish();

        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
    }

    @Test
    void agentsThatDoubtAllTheTimeDoNotKeepAStandbyWithoutAPicture() {
        follower.doubt();
        follower.turn(cells);
        publish();
        follower.doubt();
        nanos += Duration.ofMillis(100).toNanos();
        follower.turn(cells);

        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
    }

    @Test
    void whatWentWhileTheGridHadForgottenItIsNotMissedForEver() {
        for (Kind kind : Kind.values()) {
            cells.keys(kind).forEach(key -> cells.lose(new Item(kind, key)));
        }
        Image before = leader.image();
        while (stillThere(before, leader.image())) {
            leader.commit(fabric.next(leader.image()));
        }

        publisher.everything();
        publish();

        assertThat(Rendered.of(standby.image())).isEqualTo(Rendered.of(leader.image()));
    }

    private static boolean stillThere(Image before, Image now) {
        for (PersistentMap.Entry<ComputeDomainUid, ComputeDomainState> entry : before.computeDomains()) {
            if (!now.computeDomains().contains(entry.key())) {
                return false;
            }
        }
        return true;
    }

    /** As the grid does it: what is written is heard at once. */
    private void publish() {
        publisher.turn(cells);
        for (MemoryCells.News news : cells.news) {
            news.item().ifPresentOrElse(item -> follower.part(item, news.cell()), () -> follower.head(news.cell()));
        }
        cells.news.clear();
        follower.turn(cells);
    }
}
