package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodiesProperties {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void observationsComeBackAsTheyWere(long seed) throws IOException {
        NodeObservation observation =
                new RandomFabric(new Random(seed), "replica-1").observation(new NodeName("node-1"));

        assertThat(Bodies.observation(Bodies.observation(observation))).isEqualTo(observation);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cutBytesAreRefusedAndNothingElseHappens(long seed) {
        Random random = new Random(seed);
        byte[] whole = Bodies.observation(new RandomFabric(random, "replica-1").observation(new NodeName("node-1")));
        byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bodies.observation(cut));
    }
}
