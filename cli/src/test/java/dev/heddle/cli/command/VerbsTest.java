package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.support.Shell;
import dev.heddle.cli.support.Shell.Result;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {

    private final Shell shell = Shell.with(URI.create("http://127.0.0.1:1"));

    static Stream<Arguments> misuses() {
        return Stream.of(
                Arguments.of(List.of("gte", "racks"), "heddle --help"),
                Arguments.of(List.of("get"), "KIND"),
                Arguments.of(
                        List.of("get", "pods"), "racks, nodes, gpus, links, domains, cliques, cd, events, members"),
                Arguments.of(List.of("get", "racks", "-o", "xml"), "xml"),
                Arguments.of(List.of("get", "racks", "--phase", "Ready"), "--phase does not apply to racks"),
                Arguments.of(List.of("get", "cd", "a", "--phase", "Ready"), "not both"),
                Arguments.of(List.of("get", "racks", "-o", "hostfile"), "./heddle get cd NAME -o hostfile"),
                Arguments.of(List.of("get", "node", "a b"), "rack-03/tray-07"),
                Arguments.of(List.of("describe", "link", "x"), "cd, node or rack"),
                Arguments.of(List.of("create"), "./heddle create cd"),
                Arguments.of(List.of("create", "cd", "a"), "--nodes"),
                Arguments.of(List.of("create", "cd", "a", "--nodes", "many"), "many"),
                Arguments.of(List.of("create", "cd", "a", "--nodes", "1", "--ttl", "soon"), "write 90s, 15m, 2h or 1d"),
                Arguments.of(List.of("delete", "cd"), "NAME"),
                Arguments.of(List.of("cordon", "pod", "a"), "neither node nor rack"),
                Arguments.of(List.of("node", "fence", "rack-03/tray-07"), "--powered-off"),
                Arguments.of(List.of("sim", "heal"), "--all"),
                Arguments.of(List.of("sim", "process", "start", "n"), "--channel"),
                Arguments.of(List.of("sim", "check", "--hours", "0"), "--hours must be 0.01 to 100"),
                Arguments.of(List.of("sim", "check", "--hours", "NaN"), "--hours must be 0.01 to 100"),
                Arguments.of(List.of("sim", "check", "--racks", "13"), "--racks must be 1 to 12"),
                Arguments.of(List.of("sim", "check", "--faults", "reboot,No such"), "--list-faults"),
                Arguments.of(List.of("sim", "check", "--bug", "--list-bugs"), "--bug"),
                Arguments.of(List.of("sim", "check", "--list-bugs", "--list-faults"), "not both"),
                Arguments.of(List.of("completion", "fish"), "bash or zsh"),
                Arguments.of(List.of("get", "racks", "--server", "ftp://x"), "http://HOST:PORT"),
                Arguments.of(List.of("get", "racks", "--token-file", "/no/such"), "--token-file"),
                Arguments.of(List.of("topology", "a", "b"), "One rack at a time"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void aMisuseSaysWhatToTypeAndExitsWithTwo(List<String> args, String hint) {
        Result result = shell.run(args.toArray(String[]::new));
        assertThat(result.err()).startsWith("error: ").contains(hint);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "topology",
                "get",
                "describe",
                "create cd",
                "delete cd",
                "explain",
                "cordon",
                "uncordon",
                "drain",
                "node fence",
                "node forget",
                "node readopt",
                "sim fault",
                "sim heal",
                "sim faults",
                "sim check",
                "sim process start",
                "ledger export",
                "ledger import",
                "ledger verify",
                "ledger restored",
                "completion",
                "version"
            })
    void everyVerbHasHelp(String verb) {
        Result result = shell.run((verb + " --help").split(" "));
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("Usage: heddle " + verb);
    }

    @Test
    void withoutACoordinatorTheCodeIsFour() {
        Result result = shell.run("topology");
        assertThat(result.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err()).contains("./heddle demo");
    }

    @Test
    void completionKnowsTheVerbs() {
        assertThat(shell.run("completion", "bash").out()).contains("topology").contains("uncordon");
        assertThat(shell.run("completion", "zsh").out()).startsWith("autoload");
    }

    @Test
    void theHelpListsExitCodes() {
        assertThat(shell.run("--help").out()).contains("3 not found").doesNotContain("training");
    }

    @Test
    void theTrainingRunsEveryUsualVerb() {
        assertThat(shell.run("training").code()).isEqualTo(ExitCode.OK);
    }
}
