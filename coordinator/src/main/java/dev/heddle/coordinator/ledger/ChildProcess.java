package dev.heddle.coordinator.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server process that ends when this one does. It is started by a thread that lives as long as it: the kernel's
 * parent-death signal is sent when the starting thread ends.
 */
final class ChildProcess implements AutoCloseable {

    /** How long a database process may take to end; then it is killed. */
    private static final long MAX_SHUTDOWN_SECONDS = 20;
    /** How long a database process may take to answer; then it is killed, and the start fails. */
    private static final Duration MAX_START = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofMillis(50);
    private static final int LOG_LINES_SHOWN = 5;

    private final Process process;
    private final Path log;
    private final String signal;

    private ChildProcess(Process process, Path log, String signal) {
        this.process = process;
        this.log = log;
        this.signal = signal;
    }

    /**
     * Starts it.
     *
     * @param command program and arguments
     * @param log file that gets its output
     * @param signal signal that ends it cleanly, such as INT
     */
    static ChildProcess start(List<String> command, Path log, String signal) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("heddle-child").start(() -> {
            try {
                Process process = builder(command, log).start();
                started.complete(process);
                process.waitFor();
            } catch (IOException | InterruptedException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return new ChildProcess(started.join(), log, signal);
        } catch (CompletionException e) {
            throw new IOException("cannot start " + command.getFirst(), e.getCause());
        }
    }

    private static ProcessBuilder builder(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /**
     * Waits until it is ready; kills it if it does not get there.
     *
     * @throws IOException if it ends or takes too long, with the end of its output
     */
    void awaitReady(String what, BooleanSupplier ready) throws IOException {
        long deadline = System.nanoTime() + MAX_START.toNanos();
        while (!ready.getAsBoolean() || !process.isAlive()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                kill();
                throw new IOException(what + " does not start: " + lastOutput());
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                close();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + what + " was starting", e);
            }
        }
    }

    /** Whether the program that sets a parent-death signal, and gives up root, is there. */
    static boolean hasSetpriv() {
        return Stream.of("/usr/bin/setpriv", "/bin/setpriv").map(Path::of).anyMatch(Files::isExecutable);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** The end of its output. */
    String lastOutput() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
                    .collect(Collectors.joining(" | "));
        } catch (IOException e) {
            return "no output";
        }
    }

    /** As a power failure would: kill -9. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!awaitExit()) {
            process.destroyForcibly();
        }
    }

    private boolean awaitExit() {
        try {
            return process.waitFor(MAX_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
