package dev.heddle.sim.cluster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckOptionsTest {

    @Test
    void commandOfOptionsIsReadAsTheSameOptions() throws Exception {
        CheckOptions options = CheckOptions.parse(
                "--seed", "7", "--hours", "0.25", "--racks", "2", "--faults", "coordinator-crash,ledger-down");

        String[] words = options.command().split(" ");
        String[] arguments = java.util.Arrays.copyOfRange(words, 3, words.length);

        assertThat(CheckOptions.parse(arguments)).isEqualTo(options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed x",
                "--seed",
                "--hours 0",
                "--hours NaN",
                "--hours 5000",
                "--racks 0",
                "--racks 99",
                "--faults none-such",
                "--bug none-such",
                "--nonsense 1"
            })
    void wrongUsageIsRefusedWithTheReason(String arguments) {
        assertThatThrownBy(() -> CheckOptions.parse(arguments.split(" ")))
                .isInstanceOf(CheckOptions.UsageException.class);
    }

    @Test
    void listsEndWithoutARun() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        assertThat(CheckMain.run(out, out, "--list-bugs")).isZero();
        assertThat(CheckMain.run(out, out, "--list-faults")).isZero();
        assertThat(CheckMain.run(out, out, "--help")).isZero();
        assertThat(CheckMain.run(out, out, "--seed", "one")).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("release-frees-at-once")
                .contains("coordinator-crash")
                .contains("--seed must be a number");
    }
}
