package dev.heddle.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.placement.GangRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrontProperties {

    private static final int GANGS = 200;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void coversWhatAsksForNoLessThanAnyThatWasAddedAndNothingElse(long seed) {
        Random random = new Random(seed);
        Front front = new Front();
        List<GangRequest> added = new ArrayList<>();
        for (int i = 0; i < GANGS; i++) {
            GangRequest gang = gang(random);
            assertThat(front.covers(gang))
                    .as("%s after %s", gang, added)
                    .isEqualTo(added.stream().anyMatch(other -> notLess(gang, other)));
            if (random.nextBoolean()) {
                front.add(gang);
                added.add(gang);
            }
        }
    }

    private static GangRequest gang(Random random) {
        int segment = 1 + random.nextInt(18);
        int segments = 1 + random.nextInt(6);
        OptionalInt size = segments == 1 ? OptionalInt.empty() : OptionalInt.of(segment);
        return new GangRequest(segment * segments, 1 + random.nextInt(4), size);
    }

    private static boolean notLess(GangRequest gang, GangRequest than) {
        return gang.gpusPerNode() >= than.gpusPerNode()
                && gang.perClique() >= than.perClique()
                && gang.nodes() / gang.perClique() >= than.nodes() / than.perClique();
    }
}
