package dev.heddle.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.replication.Cell;
import dev.heddle.coordinator.replication.Grid;
import dev.heddle.coordinator.replication.Item;
import dev.heddle.coordinator.replication.Kind;
import dev.heddle.sim.virtual.Delays;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualNetwork;
import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedGridTest {

    private static final Item ITEM = new Item(Kind.UNIT, "unit-1");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime(1);
    private final VirtualNetwork network = new VirtualNetwork(time, Delays.DATA_CENTRE);
    private final SharedGrid grid = new SharedGrid(network, what -> {
        throw new AssertionError(what);
    });
    private final Ear ear = new Ear();
    private final Grid one = joined("one", "1.0");
    private final Grid other = joined("other", "1.0");

    SharedGridTest() {
        grid.start();
        other.listen(ear);
    }

    private Grid joined(String name, String release) {
        return grid.join(new VirtualProcess(time, new Host(name), name), name, release);
    }

    private static Cell cell(long epoch, long sequence) {
        return new Cell(epoch, sequence, new byte[] {1});
    }

    private static Cell found(Grid in) {
        return in.parts(Kind.UNIT).stream().map(Map.Entry::getValue).findFirst().orElseThrow();
    }

    @Test
    void whatOneWritesTheOtherHearsAndFinds() {
        one.put(ITEM, cell(1, 1));
        time.run(Duration.ofSeconds(1));

        assertThat(found(other)).isEqualTo(found(one));
        assertThat(ear.heard).containsExactly("part 1.1");
    }

    @Test
    void olderCellDoesNotReplaceANewerOne() {
        one.put(ITEM, cell(2, 1));

        assertThat(other.put(ITEM, cell(1, 9))).isCompletedWithValue(2L);
        assertThat(found(one).epoch()).isEqualTo(2);
    }

    @Test
    void memberThatDoesNotReachTheOthersFailsThenGoesOnAloneThenTheNewerCellStays() {
        one.put(ITEM, cell(1, 1));
        network.links().split(List.of(new Host("one")), List.of(new Host("other")));
        assertThat(one.put(ITEM, cell(1, 2)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);

        time.run(LONG);
        assertThat(one.alive()).containsExactly("one");
        one.put(ITEM, cell(1, 2));
        other.put(ITEM, cell(2, 1));
        network.links().openAll();
        time.run(LONG);

        assertThat(one.alive()).containsExactly("one", "other");
        assertThat(found(one)).isEqualTo(found(other)).matches(cell -> cell.epoch() == 2);
        assertThat(ear.heard).contains("shaken");
    }

    @Test
    void twoReleasesShareNothing() {
        Grid newer = joined("newer", "1.1");
        one.put(ITEM, cell(1, 1));

        assertThat(newer.parts(Kind.UNIT)).isEmpty();
        assertThat(newer.alive()).containsExactly("newer");
    }

    @Test
    void lostEntriesAreGoneAndResurrectedOnesAreOld() {
        one.put(ITEM, cell(1, 1));
        time.run(Duration.ofSeconds(30));
        one.put(ITEM, cell(1, 2));

        while (found(one).sequence() == 2) {
            grid.resurrect();
        }
        assertThat(found(one).sequence()).isEqualTo(1);
        grid.clear();
        assertThat(other.parts(Kind.UNIT)).isEmpty();
    }

    @Test
    void droppedEventIsNotHeardAndARepeatedOneTwice() {
        grid.dropEvents(1);
        one.put(ITEM, cell(1, 1));
        grid.repeatEvents(1);
        one.put(ITEM, cell(1, 2));
        time.run(Duration.ofSeconds(1));

        assertThat(ear.heard).containsExactly("part 1.2", "part 1.2");
    }

    private static final class Ear implements Grid.Listener {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void part(Item item, Cell cell) {
            heard.add("part " + cell.epoch() + "." + cell.sequence());
        }

        @Override
        public void head(Cell cell) {
            heard.add("head");
        }

        @Override
        public void said(Cell cell) {
            heard.add("said");
        }

        @Override
        public void wanted() {
            heard.add("wanted");
        }

        @Override
        public void shaken() {
            heard.add("shaken");
        }
    }
}
