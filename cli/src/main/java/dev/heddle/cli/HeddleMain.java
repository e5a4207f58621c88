package dev.heddle.cli;

import dev.heddle.cli.command.Verbs;
import dev.heddle.cli.console.Console;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.session.Session;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Starts the command line. The {@code heddle} script tells it, as system properties, the repository's folder
 * ({@code heddle.root}) and whether a terminal shows the output ({@code heddle.terminal}).
 */
public final class HeddleMain {

    private HeddleMain() {}

    public static void main(String[] args) {
        boolean terminal = Boolean.getBoolean("heddle.terminal");
        boolean colour = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        boolean unicode = charset().displayName().toUpperCase(Locale.ROOT).startsWith("UTF");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Console console = new Console(System.out, System.err, in, colour ? Paint.ANSI : Paint.NONE, unicode);
        Path root = Path.of(System.getProperty("heddle.root", "")).toAbsolutePath();
        System.exit(Verbs.run(new Session(console, System.getenv(), InstantSource.system(), root), args));
    }

    private static Charset charset() {
        return System.out.charset();
    }
}
