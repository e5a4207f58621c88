package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import java.io.IOException;
import java.util.List;

/** A program that has the terminal while it runs: what it prints and how it ends are this command's own. */
public final class Foreground {

    private Foreground() {}

    /**
     * Runs it to its end.
     *
     * @return its exit code
     */
    public static int run(List<String> command) throws CommandFailure {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            // Ctrl-C reaches both; what ends this process alone must end the other one too.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "ending"));
            return process.waitFor();
        } catch (IOException e) {
            throw CommandFailure.error("Java cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.error("Interrupted.");
        }
    }
}
