package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built programs of this repository, and how Java runs them.
 *
 * @param root folder of the repository
 * @param coordinator the coordinator's jar, its libraries beside it in {@code lib}
 * @param simulator the simulator's jar, likewise
 */
public record Installation(Path root, Path coordinator, Path simulator) {

    /** For a small machine: half the processor time of a start, at the price of the last bit of speed later. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Finds them; the {@code heddle} script has built them before. */
    public static Installation at(Path root) throws CommandFailure {
        return new Installation(root, jar(root, "coordinator/target/app"), jar(root, "nvlink-sim/target"));
    }

    private static Path jar(Path root, String folder) throws CommandFailure {
        Path found = root.resolve(folder);
        if (Files.isDirectory(found)) {
            try (Stream<Path> files = Files.list(found)) {
                Optional<Path> jar = files.filter(Installation::isProgram).findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            } catch (IOException e) {
                throw CommandFailure.error(found + " cannot be read: " + e.getMessage());
            }
        }
        throw CommandFailure.error("There is no program in " + found + ": run ./heddle demo, which builds it.");
    }

    private static boolean isProgram(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && !name.contains("-tests") && !name.contains("-sources");
    }

    /** Java with a class of the coordinator's jar; arguments are to be added. */
    public List<String> coordinatorTool(String mainClass) {
        List<String> command = new ArrayList<>(java("tool"));
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", coordinator.toString(), mainClass));
        return command;
    }

    /** Java with a class of the simulator's jar in the folder of the repository; arguments are to be added. */
    public static List<String> simulatorTool(Path root, String mainClass) throws CommandFailure {
        List<String> command = new ArrayList<>(java("check"));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-cp",
                jar(root, "nvlink-sim/target").toString(),
                mainClass));
        return command;
    }

    /** Java with the coordinator; arguments are to be added. */
    List<String> coordinatorCommand() {
        List<String> command = new ArrayList<>(java("coordinator"));
        cache(command, coordinator, "coordinator");
        command.addAll(QUICK_START);
        command.addAll(List.of("-Xmx1g", "-jar", coordinator.toString()));
        return command;
    }

    /** Java with the simulator; arguments are to be added. */
    List<String> simulatorCommand() {
        List<String> command = new ArrayList<>(java("simulator"));
        cache(command, simulator, "nvlink-sim");
        command.addAll(QUICK_START);
        command.addAll(List.of("-Xmx1g", "-jar", simulator.toString()));
        return command;
    }

    private static List<String> java(String role) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dheddle.role=" + role);
    }

    /** A cache that does not match its jars is passed over by the JVM, with the warnings turned off here. */
    private void cache(List<String> command, Path jar, String module) {
        Path cache = root.resolve(module).resolve("target").resolve(module + ".aot");
        if (Files.isRegularFile(cache) && newer(cache, jar)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
    }

    private static boolean newer(Path cache, Path jar) {
        try {
            return Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
