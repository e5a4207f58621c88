package dev.heddle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.support.Shell;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChildTest {

    @TempDir
    private Path logs = Path.of("");

    private Child sh(String name, String script) throws CommandFailure {
        return Child.start(name, List.of("sh", "-c", script), logs);
    }

    @Test
    void aChildLivesUntilItIsAskedToEnd() throws Exception {
        Child child = sh("waiter", "cat");
        assertThat(child.alive()).isTrue();
        assertThat(ProcessHandle.of(child.pid())).isPresent();
        child.ask();
        child.awaitEnd();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void theLastWordsComeFromTheLogAndTheOlderLogIsKept() throws Exception {
        sh("talker", "echo first").ended().get(10, TimeUnit.SECONDS);
        Child child = sh("talker", "echo second; exit 3");
        child.ended().get(10, TimeUnit.SECONDS);
        assertThat(child.exitCode()).isEqualTo(3);
        assertThat(child.lastWords()).isEqualTo("second");
        assertThat(Files.readString(logs.resolve("talker.log.1"))).isEqualTo("first\n");
    }

    @Test
    void aProgramThatIsAbsentIsAFailureInWords() {
        assertThatThrownBy(() -> Child.start("x", List.of("/no/such/program"), logs))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("x cannot be started");
    }

    @Test
    void aFleetEndsItsLedgerLast() throws Exception {
        Fleet fleet = new Fleet();
        Path order = logs.resolve("order");
        for (String name : List.of(Launch.LEDGER, "coordinator-1", Launch.SIMULATOR)) {
            fleet.add(sh(
                    name,
                    "trap 'echo " + name + " >> " + order + "; exit 0' TERM; echo up; while :; do sleep 0.1; done"));
        }
        for (Child child : fleet.children()) {
            awaitLog(child.log());
        }
        assertThat(fleet.beginStop()).isTrue();
        assertThat(fleet.beginStop()).isFalse();
        fleet.stop();
        assertThat(Files.readAllLines(order)).hasSize(3).last().isEqualTo(Launch.LEDGER);
    }

    private static void awaitLog(Path log) throws Exception {
        while (Files.size(log) == 0) {
            Thread.sleep(10);
        }
    }

    @Test
    void aProcessThatKeepsEndingIsStartedAgainAFewTimesOnly() throws Exception {
        Shell.Opened shell = Shell.with(URI.create("http://127.0.0.1:1")).open();
        Fleet fleet = new Fleet();
        fleet.add(sh("coordinator-1", "echo no room; exit 3"));
        List<String> started = new ArrayList<>();
        List<Long> published = new ArrayList<>();
        Supervisor supervisor = new Supervisor(
                shell.session().console(),
                fleet,
                name -> {
                    started.add(name);
                    return sh(name, "echo no room; exit 3");
                },
                () -> published.add(fleet.children().getFirst().pid()));
        assertThatThrownBy(supervisor::run)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("coordinator-1 ended 6 times (no room)")
                .hasMessageContaining("coordinator-1.log");
        assertThat(started).hasSize(Supervisor.RESTARTS_MAX).containsOnly("coordinator-1");
        assertThat(published).doesNotHaveDuplicates().hasSize(Supervisor.RESTARTS_MAX);
        assertThat(shell.err()).contains("coordinator-1 ended (exit code 3): starting it again");
    }
}
