package dev.heddle.coordinator.ledger;

import dev.heddle.coordinator.jdbc.LedgerSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of {@link LedgerTool}, read. */
sealed interface ToolArguments {

    String USAGE = "Usage: export FILE | import FILE [--replace] | verify | restored"
            + "  [--data FOLDER | --url URL] [--user NAME] [--password-file FILE]";

    Set<String> OPTIONS = Set.of("--data", "--url", "--user", "--password-file");

    /** What to do. */
    enum Verb {
        EXPORT(1),
        IMPORT(1),
        VERIFY(0),
        RESTORED(0);

        private final int files;

        Verb(int files) {
            this.files = files;
        }

        static Optional<Verb> of(String word) {
            for (Verb verb : values()) {
                if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(verb);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * They make sense.
     *
     * @param verb what to do
     * @param file the archive; empty path where the verb needs none
     * @param replace whether an import drops what is there
     * @param settings where the ledger is
     */
    record Valid(Verb verb, Path file, boolean replace, LedgerSettings settings) implements ToolArguments {}

    /**
     * They do not.
     *
     * @param reason what is wrong, and the usage
     */
    record Misused(String reason) implements ToolArguments {}

    static ToolArguments parse(List<String> args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        boolean replace = false;
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--replace")) {
                replace = true;
            } else if (OPTIONS.contains(word) && rest.hasNext()) {
                options.put(word, rest.next());
            } else if (word.startsWith("--")) {
                return new Misused(word + (OPTIONS.contains(word) ? " needs a value. " : " is unknown. ") + USAGE);
            } else {
                words.add(word);
            }
        }
        return valid(words, options, replace);
    }

    private static ToolArguments valid(List<String> words, Map<String, String> options, boolean replace) {
        Optional<Verb> verb = words.isEmpty() ? Optional.empty() : Verb.of(words.getFirst());
        if (verb.isEmpty() || words.size() != 1 + verb.get().files || replace && verb.get() != Verb.IMPORT) {
            return new Misused(USAGE);
        }
        try {
            String passwordFile = options.get("--password-file");
            LedgerSettings settings = new LedgerSettings(
                    options.get("--url"),
                    options.getOrDefault("--user", "heddle"),
                    passwordFile == null ? null : Path.of(passwordFile),
                    Path.of(options.getOrDefault("--data", "data/ledger")),
                    Duration.ZERO);
            Path file =
                    words.size() == 1 ? Path.of("") : Path.of(words.getLast()).toAbsolutePath();
            return new Valid(verb.get(), file, replace, settings);
        } catch (InvalidPathException e) {
            return new Misused(e.getMessage() + ". " + USAGE);
        }
    }
}
