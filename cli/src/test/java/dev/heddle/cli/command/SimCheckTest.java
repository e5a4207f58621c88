package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.support.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimCheckTest {

    private static final String CHECK = """
            package dev.heddle.sim.cluster.run;
            public final class CheckMain {
                public static void main(String[] args) throws Exception {
                    java.nio.file.Files.writeString(
                            java.nio.file.Path.of(System.getProperty("java.class.path") + ".args"),
                            String.join(" ", args));
                    System.exit(1);
                }
            }
            """;

    @TempDir
    private Path root = Path.of("");

    @Test
    void theSimulatorIsGivenWhatWasTypedAndItsExitCodeIsThisOnes() throws Exception {
        Path jar = jar();
        Shell.Result result = Shell.in(root)
                .run("sim", "check", "--seed", "7", "--hours", "0.5", "--racks=2", "--faults=a,b-c", "--no-shrink");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
        assertThat(Path.of(jar + ".args"))
                .content()
                .isEqualTo("--seed 7 --hours 0.5 --racks 2 --faults a,b-c --no-shrink");
    }

    @Test
    void withoutTheSimulatorItSaysWhatBuildsIt() {
        Shell.Result result = Shell.in(root).run("sim", "check", "--list-bugs");
        assertThat(result.code()).isEqualTo(ExitCode.ERROR);
        assertThat(result.err()).contains("./heddle");
    }

    /** A simulator whose check writes down what it is given. */
    private Path jar() throws IOException {
        Path source = Files.writeString(root.resolve("CheckMain.java"), CHECK);
        int compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", root.toString(), source.toString());
        assertThat(compiled).isZero();
        Path jar = Files.createDirectories(root.resolve("nvlink-sim/target")).resolve("nvlink-sim-1.jar");
        String entry = "dev/heddle/sim/cluster/run/CheckMain.class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jars = new JarOutputStream(out)) {
            jars.putNextEntry(new JarEntry(entry));
            jars.write(Files.readAllBytes(root.resolve(entry)));
        }
        return jar;
    }
}
