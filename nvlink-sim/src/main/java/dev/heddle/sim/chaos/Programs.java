package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built programs, and how Java runs them here: many on few processors.
 *
 * @param coordinator arguments of java that name the coordinator
 * @param simulator arguments of java that name the simulator
 * @param postgres folder of PostgreSQL's programs
 */
public record Programs(List<String> coordinator, List<String> simulator, Path postgres) {

    /** Copies the lists. */
    public Programs {
        coordinator = List.copyOf(coordinator);
        simulator = List.copyOf(simulator);
    }

    /**
     * Those built in a repository: with their start-up caches where {@code ./heddle} has made them, else from the
     * simulator's jar, which has both on its class path.
     *
     * @throws IOException if they have not been built
     */
    public static Programs of(Path root, Path postgres) throws IOException {
        Path simulator = jar(root.resolve("nvlink-sim/target"), "nvlink-sim-")
                .orElseThrow(() -> new IOException("there is no jar in nvlink-sim/target: run ./mvnw package"));
        List<String> fleet = cached(root, "nvlink-sim");
        fleet.addAll(List.of("-Xmx192m", "-cp", simulator.toString(), "dev.heddle.sim.SimMain"));
        Optional<Path> unpacked = jar(root.resolve("coordinator/target/app"), "coordinator-");
        List<String> coordinator = unpacked.isPresent() ? cached(root, "coordinator") : new ArrayList<>();
        coordinator.add("-Xmx384m");
        if (unpacked.isPresent()) {
            coordinator.addAll(List.of("-jar", unpacked.get().toString()));
        } else {
            coordinator.addAll(List.of("-cp", simulator.toString(), "dev.heddle.coordinator.CoordinatorApplication"));
        }
        return new Programs(coordinator, fleet, postgres);
    }

    private static List<String> cached(Path root, String module) throws IOException {
        Path cache = root.resolve(module).resolve("target").resolve(module + ".aot");
        List<String> arguments = new ArrayList<>();
        if (Files.isRegularFile(cache) && Files.size(cache) > 0) {
            arguments.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        return arguments;
    }

    private static Optional<Path> jar(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            String.valueOf(file.getFileName()).matches(prefix + "[0-9.]+(-SNAPSHOT)?(-boot)?\\.jar"))
                    .findFirst();
        }
    }

    /** The coordinator; its own arguments are to be added. */
    List<String> coordinatorCommand() {
        return java(coordinator);
    }

    /** A fleet; its own arguments are to be added. */
    List<String> simulatorCommand() {
        return java(simulator);
    }

    private static List<String> java(List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dheddle.role=chaos"));
        command.addAll(program);
        return command;
    }
}
