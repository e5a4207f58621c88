package dev.heddle.sim.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.cluster.run.HuntMain;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A finding says something of a seeded bug only where the code without it shows nothing; here, for the first look at each. */
class ClusterScentsTest {

    static Stream<Hunter.Cluster> clusters() {
        return SeededBugs.toBeFound().stream()
                .map(bug -> Scents.of(bug.name()).getFirst())
                .filter(Hunter.Cluster.class::isInstance)
                .map(Hunter.Cluster.class::cast)
                .distinct();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clusters")
    @Execution(ExecutionMode.CONCURRENT)
    void whatFindsASeededBugFindsNothingInTheCodeAsItIs(Hunter.Cluster hunter) {
        assertThat(new HuntMain().apply(hunter.argument(0))).startsWith("nothing in ");
    }
}
