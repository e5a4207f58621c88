package dev.heddle.agent.platform.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the node with an environment of two variables, nothing on its input, and a time limit. */
final class Command {

    private static final int SECONDS = 10;
    /** Bytes of a program's output that are read; the rest is thrown away. */
    private static final int MAX_OUTPUT = 4096;

    private Command() {}

    /**
     * Runs it.
     *
     * @throws IOException with the program's own words, if it cannot be started, fails, or takes longer than 10 s
     */
    static void run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.getFirst() + " did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.getFirst() + ": " + output(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command.getFirst() + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String output(Process process) throws IOException {
        byte[] bytes = process.getInputStream().readNBytes(MAX_OUTPUT);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
