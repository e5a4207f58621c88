package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one process, which can be set while it runs. Its monotonic clock is left alone, as by an operator or
 * a time server that sets the machine's clock.
 */
final class WallClock {

    private final Path library;
    private final Path file;

    private WallClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** One that is right; empty where libfaketime is absent. */
    static Optional<WallClock> create(Path file) throws IOException {
        Optional<Path> library = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(machine -> Path.of("/usr/lib", machine, "faketime/libfaketime.so.1"))
                .filter(Files::isReadable)
                .findFirst();
        if (library.isEmpty()) {
            return Optional.empty();
        }
        WallClock clock = new WallClock(library.get(), file);
        clock.set(0);
        return Optional.of(clock);
    }

    /** Sets it so many seconds before or after the right time. */
    void set(long seconds) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, (seconds < 0 ? "" : "+") + seconds + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Start of the command of a process that goes by it. */
    List<String> prefix() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }
}
