package dev.heddle.sim.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process of the cluster, with its children, in a namespace of its own. It dies with this process, even while it is
 * stopped. Any thread may call.
 */
final class Daemon {

    private static final long MAX_END_SECONDS = 20;

    private final String name;
    private final Network.Host host;
    private final Command command;
    private final Path log;
    private final ExecutorService starter;
    private boolean wanted;
    private int starts;
    private @Nullable Process process;

    /** What is run. */
    interface Command {
        List<String> line() throws IOException;
    }

    /**
     * @param host where it runs
     * @param command what is run, asked for at each start
     * @param log what it prints
     * @param starter one thread that lives as long as everything: the kernel kills children of a thread that ends
     */
    Daemon(Network.Host host, Command command, Path log, ExecutorService starter) {
        this.name = host.name();
        this.host = host;
        this.command = command;
        this.log = log;
        this.starter = starter;
    }

    String name() {
        return name;
    }

    Network.Host host() {
        return host;
    }

    Path log() {
        return log;
    }

    /** How often it was started. */
    synchronized int starts() {
        return starts;
    }

    /** Starts it, if it does not run. */
    synchronized void start() throws IOException {
        wanted = true;
        if (alive()) {
            return;
        }
        List<String> line = host.prefix();
        line.addAll(List.of("setpriv", "--pdeathsig=KILL"));
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        try {
            process =
                    CompletableFuture.supplyAsync(() -> begin(builder), starter).join();
            starts++;
        } catch (CompletionException e) {
            throw new IOException(name + " cannot be started", e);
        }
    }

    private static Process begin(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Whether it runs, stopped or not. */
    synchronized boolean alive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** Whether it should run and does not. */
    synchronized boolean died() {
        return wanted && !alive();
    }

    /** How it ended; -1 while it runs or was never started. */
    synchronized int exitCode() {
        Process now = process;
        return now == null || now.isAlive() ? -1 : now.exitValue();
    }

    /** kill -9 of it and its children; it stays down until it is started. */
    synchronized void kill() {
        wanted = false;
        end("KILL");
    }

    /** Asks it to end, and waits for that; it stays down until it is started. */
    synchronized void terminate(String signal) {
        wanted = false;
        signal(signal, false);
        await();
        end("KILL");
    }

    private void end(String signal) {
        signal(signal, true);
        await();
    }

    private void await() {
        Process now = process;
        try {
            if (now != null && !now.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS)) {
                now.destroyForcibly();
            }
        } catch (InterruptedException e) {
            now.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP. */
    synchronized void pause() {
        signal("STOP", true);
    }

    /** SIGCONT. */
    synchronized void resume() {
        signal("CONT", true);
    }

    private void signal(String signal, boolean children) {
        Process now = process;
        if (now == null || !now.isAlive()) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("kill", "-" + signal));
        Stream<ProcessHandle> all = children
                ? Stream.concat(Stream.of(now.toHandle()), now.toHandle().descendants())
                : Stream.of(now.toHandle());
        all.map(each -> Long.toString(each.pid())).forEach(line::add);
        Shell.tried(line.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
