package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;

/** Waits between two looks at something. */
final class Pause {

    private Pause() {}

    static void millis(long millis) throws CommandFailure {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.error("Interrupted.");
        }
    }
}
