package dev.heddle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    @Test
    void springsAnalysisIsTakenInOneLine() {
        List<String> log = """
            10:00 INFO starting

            ***************************
            APPLICATION FAILED TO START
            ***************************

            Description:

            The ledger is locked
            by another process.

            Action:

            Stop it.

            """.lines().toList();
        assertThat(LastWords.of(log)).isEqualTo("The ledger is locked by another process. Stop it.");
    }

    @Test
    void elseTheLastErrorElseTheLastLine() {
        assertThat(LastWords.of(List.of("a", "10:01 ERROR broken", "bye", ""))).isEqualTo("10:01 ERROR broken");
        assertThat(LastWords.of(List.of("a", "bye", ""))).isEqualTo("bye");
        assertThat(LastWords.of(List.of())).isEqualTo("it said nothing");
    }

    @Test
    void withoutALogItSaysSo() {
        assertThat(LastWords.of(Path.of("no", "such", "log"))).isEqualTo("it left no log");
    }
}
