package dev.heddle.sim.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.chaos.history.Attempt.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivesTest {

    private static final String GPU = "GPU-1";

    private static Attempt create(String name, String uid, long call) {
        return new Attempt(
                1, name, new Request.Create("key-" + name), new Answer.Made(uid, false), call, call, call + 1);
    }

    private static Attempt delete(String name, String uid, long call) {
        return new Attempt(1, name, new Request.Delete(), new Answer.Ending(uid), call, call, call + 1);
    }

    private static Sighting sighting(String source, String uid, long begin) {
        return new Sighting(source, begin, begin + 1, uid, Set.of(GPU));
    }

    private static List<String> findings(List<Attempt> attempts, Map<String, Long> gone, List<Sighting> sightings) {
        Judge judge = new Judge();
        judge.grants(new Lives(attempts, Map.of(), gone).histories(sightings));
        return judge.findings();
    }

    @Test
    void aGpuThatPassesFromOneToTheNextIsRight() {
        assertThat(findings(
                        List.of(create("a", "A", 0), delete("a", "A", 20), create("b", "B", 30)),
                        Map.of("A", 40L),
                        List.of(sighting("ledger", "A", 10), sighting("node", "A", 25), sighting("ledger", "B", 50))))
                .isEmpty();
    }

    @Test
    void aGpuThatStillLiesOnItsNodeWhenItIsGrantedAgainIsFound() {
        assertThat(findings(
                        List.of(create("a", "A", 0), delete("a", "A", 20), create("b", "B", 30)),
                        Map.of("A", 40L),
                        List.of(sighting("ledger", "A", 10), sighting("ledger", "B", 50), sighting("node", "A", 60))))
                .hasSize(1);
    }

    @Test
    void aGpuThatIsTakenAwayWithoutADeleteIsFound() {
        assertThat(findings(
                        List.of(create("a", "A", 0), create("b", "B", 30)),
                        Map.of("A", 40L),
                        List.of(sighting("ledger", "A", 10), sighting("ledger", "B", 50))))
                .hasSize(1);
    }

    @Test
    void runsOfEqualLooksAreKeptAsTheirEnds() {
        Sightings sightings = new Sightings();
        for (int look = 0; look < 10; look++) {
            sightings.look("node", look * 10, look * 10 + 1, look < 7 ? Map.of("A", Set.of(GPU)) : Map.of());
        }
        assertThat(sightings.all()).extracting(Sighting::begin).containsExactly(0L, 60L);
    }
}
