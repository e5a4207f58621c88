package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.Console;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps the processes of a demo running: one that ends by itself is started again, a few times. */
final class Supervisor {

    /** Restarts of one process before the demo gives up. */
    static final int RESTARTS_MAX = 5;

    /** A process that ran this long starts with a clean sheet. */
    private static final long SOUND_NANOS = 60_000_000_000L;

    /** After a process ended, how long to see whether everything is being stopped. */
    static final long STOP_SHOWS_MILLIS = 500;

    /** Starts the process of a name anew. */
    interface Starter {
        Child again(String name) throws CommandFailure;
    }

    /** Something that may fail. */
    interface Step {
        void run() throws CommandFailure;
    }

    private final Console console;
    private final Fleet fleet;
    private final Starter starter;
    private final Step publish;
    private final LinkedBlockingQueue<Child> ended = new LinkedBlockingQueue<>();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final Map<String, Long> started = new HashMap<>();

    Supervisor(Console console, Fleet fleet, Starter starter, Step publish) {
        this.console = console;
        this.fleet = fleet;
        this.starter = starter;
        this.publish = publish;
    }

    /** Runs until the demo stops, or a process cannot be kept running. */
    void run() throws CommandFailure {
        List<Child> children = fleet.children();
        children.forEach(this::watch);
        while (!fleet.stopping()) {
            Child child = next();
            Pause.millis(STOP_SHOWS_MILLIS);
            if (!fleet.stopping()) {
                restart(child);
            }
        }
    }

    private void watch(Child child) {
        started.put(child.name(), System.nanoTime());
        var unused = child.ended().thenAccept(ended::add);
    }

    private Child next() throws CommandFailure {
        try {
            return ended.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.error("Interrupted.");
        }
    }

    private void restart(Child child) throws CommandFailure {
        String name = child.name();
        long ran = System.nanoTime() - started.getOrDefault(name, 0L);
        int count = ran > SOUND_NANOS ? 1 : restarts.getOrDefault(name, 0) + 1;
        if (count > RESTARTS_MAX) {
            throw CommandFailure.error(
                    name + " ended " + count + " times (" + child.lastWords() + "): see " + child.log());
        }
        restarts.put(name, count);
        console.say(name + " ended (" + how(child.exitCode()) + "): starting it again");
        Child fresh = starter.again(name);
        fleet.add(fresh);
        watch(fresh);
        publish.run();
    }

    private static String how(int exitCode) {
        return exitCode > 128 && exitCode < 160 ? "signal " + (exitCode - 128) : "exit code " + exitCode;
    }
}
