package dev.heddle.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell half of the launcher. */
@DisabledOnOs(OS.WINDOWS)
class ScriptsTest {

    @TempDir
    private Path temp = Path.of("");

    private record Ran(int code, String out) {}

    /** Runs a script with nothing but a PATH and these variables. */
    private Ran sh(String script, String... variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", script)).redirectErrorStream(true);
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out.strip());
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = temp.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(
                home.resolve("bin/javac"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static String jdkScript() {
        return ". '" + RepositoryRoot.path().resolve("scripts/jdk.sh") + "'; heddle_jdk";
    }

    @Test
    void theJdkOfJavaHomeIsTakenIfItIsTheRightOne() throws Exception {
        Path right = jdk("right", "25.0.1");
        assertThat(sh(jdkScript(), "JAVA_HOME=" + right).out()).isEqualTo(right.toString());
    }

    @Test
    void anOlderJavaHomeIsPassedOver() throws Exception {
        Path old = jdk("old", "17.0.2");
        Path installed = jdk("home/.sdkman/candidates/java/25-tem", "25");
        Ran ran = sh(jdkScript(), "JAVA_HOME=" + old, "HOME=" + temp.resolve("home"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isNotEqualTo(old.toString());
        assertThat(Path.of(ran.out()).resolve("release")).content().contains("JAVA_VERSION=\"25");
        assertThat(installed).exists();
    }

    @Test
    void aReleaseWhoseNumberOnlyBeginsAlikeIsNotTaken() throws Exception {
        Path other = jdk("other", "250.1");
        assertThat(sh(jdkScript(), "JAVA_HOME=" + other).out()).isNotEqualTo(other.toString());
    }

    @Test
    void theProgramIsTheJarThatIsNeitherTestsNorBoot() throws Exception {
        Path target = Files.createDirectories(temp.resolve("coordinator/target"));
        for (String name : List.of("coordinator-1-boot.jar", "coordinator-1-tests.jar", "coordinator-1.jar")) {
            Files.createFile(target.resolve(name));
        }
        Ran ran = sh(
                ". '" + RepositoryRoot.path().resolve("scripts/build.sh") + "'; heddle_jar coordinator",
                "root=" + temp);
        assertThat(ran.out()).isEqualTo(target.resolve("coordinator-1.jar").toString());
    }

    @Test
    void aJarOlderThanItsSourcesIsBuiltAgain() throws Exception {
        Path folder = temp.resolve("cli/src/main");
        Path source = folder.resolve("Some.java");
        Files.createDirectories(folder);
        Files.createDirectories(temp.resolve("cli/target/lib"));
        Files.createFile(temp.resolve("cli/target/cli-1.jar"));
        String fresh = ". '" + RepositoryRoot.path().resolve("scripts/build.sh")
                + "'; heddle_fresh cli && echo fresh || echo old";
        Files.writeString(source, "class Some {}");
        Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(1));
        setFolderTimes(folder);
        assertThat(sh(fresh, "root=" + temp).out()).isEqualTo("fresh");
        Files.setLastModifiedTime(
                source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertThat(sh(fresh, "root=" + temp).out()).isEqualTo("old");
    }

    private static void setFolderTimes(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, java.nio.file.attribute.FileTime.fromMillis(1));
    }

    @Test
    void theScriptsAreValidForAPlainShell() throws Exception {
        for (String script : List.of("heddle", "mvnw", "scripts/jdk.sh", "scripts/build.sh")) {
            assertThat(sh("sh -n '" + RepositoryRoot.path().resolve(script) + "'")
                            .out())
                    .isEmpty();
        }
    }
}
