package dev.heddle.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command reads and writes. Data goes to {@code out}, talk to {@code err}.
 *
 * @param out data
 * @param err talk: progress, hints, errors
 * @param in answers of the person
 * @param paint how words get colour
 * @param unicode whether {@code out} can show more than ASCII
 */
public record Console(PrintStream out, PrintStream err, BufferedReader in, Paint paint, boolean unicode) {

    /** Prints text that ends in a line break, at once. */
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Prints one line of data. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints one line of talk. */
    public void say(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }

    /** The same without colours. */
    public Console plain() {
        return new Console(out, err, in, Paint.NONE, unicode);
    }

    /** Asks, and returns the line that was typed; empty when there is nobody to answer. */
    public Optional<String> ask(String question) {
        out.flush();
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
