package dev.heddle.cli.demo;

import dev.heddle.cli.client.DemoFile;
import dev.heddle.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started. Its standard input is a pipe from here: when this process ends, however it ends, the
 * child reads the end of it and ends too.
 */
final class Child {

    /** How long a child may take to end when asked. */
    static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts it; what it prints goes to a log of that name, and an older log is kept as {@code .1}. */
    static Child start(String name, List<String> command, Path logs) throws CommandFailure {
        Path log = logs.resolve(name + ".log");
        try {
            if (Files.exists(log)) {
                Files.move(log, logs.resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Child(name, process, log);
        } catch (IOException e) {
            throw CommandFailure.error(name + " cannot be started: " + e.getMessage());
        }
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Child> ended() {
        return process.onExit().thenApply(ended -> this);
    }

    DemoFile.Child listed() {
        return new DemoFile.Child(name, process.pid(), log.toString());
    }

    /** Why it ended, as far as its log says. */
    String lastWords() {
        return LastWords.of(log);
    }

    /** Asks it to end. */
    void ask() {
        process.destroy();
    }

    /** Waits until it has ended, and kills it when it takes too long. */
    void awaitEnd() {
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
