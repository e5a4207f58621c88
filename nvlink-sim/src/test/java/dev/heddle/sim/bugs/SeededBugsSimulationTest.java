package dev.heddle.sim.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeededBugsSimulationTest {

    private static final int MOST_SECONDS = 180;

    static Stream<SeededBug> bugs() {
        return SeededBugs.toBeFound().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    @Execution(ExecutionMode.CONCURRENT)
    @SuppressWarnings("SystemOut") // what found it is a result
    void everySeededBugIsFound(SeededBug bug) {
        BugHunt.Caught caught = BugHunt.hunt(bug, MOST_SECONDS);
        System.out.println(caught);
        assertThat(caught.hunter()).as(bug.mistake()).isPresent();
    }
}
