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
 * One process of this machine, in a network namespace of its own. It dies with this process, even while it is stopped.
 */
final class ProcessDaemon implements Daemon {

    private static final long MAX_END_SECONDS = 20;

    private final Host host;
    private final Ground.Command command;
    private final Path log;
    private final ExecutorService starter;
    private boolean wanted;
    private @Nullable Process process;

    /**
     * @param host where it runs
     * @param command what is run, asked for at each start
     * @param log what it prints
     * @param starter one thread that lives as long as everything: the kernel kills children of a thread that ends
     */
    ProcessDaemon(Host host, Ground.Command command, Path log, ExecutorService starter) {
        this.host = host;
        this.command = command;
        this.log = log;
        this.starter = starter;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public synchronized void start() throws IOException {
        wanted = true;
        if (alive()) {
            return;
        }
        List<String> line = new ArrayList<>(host.inside());
        line.addAll(List.of("setpriv", "--pdeathsig=KILL"));
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        try {
            process =
                    CompletableFuture.supplyAsync(() -> begin(builder), starter).join();
        } catch (CompletionException e) {
            throw new IOException(host + " cannot be started", e);
        }
    }

    private static Process begin(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public synchronized boolean alive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    @Override
    public synchronized boolean died() {
        return wanted && !alive();
    }

    @Override
    public synchronized int exitCode() {
        Process now = process;
        return now == null || now.isAlive() ? -1 : now.exitValue();
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        end("KILL");
    }

    @Override
    public synchronized void terminate(String signal) {
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
    @Override
    public synchronized void pause() {
        signal("STOP", true);
    }

    /** SIGCONT. */
    @Override
    public synchronized void resume() {
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
        return name();
    }
}
