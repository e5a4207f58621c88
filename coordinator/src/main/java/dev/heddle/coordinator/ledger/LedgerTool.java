package dev.heddle.coordinator.ledger;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import dev.heddle.coordinator.engine.port.RecordCodec;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.LedgerSettings;
import dev.heddle.coordinator.jdbc.LedgerStartException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * Works on a ledger without a coordinator:
 *
 * <pre>
 * export FILE             writes the whole ledger as an archive
 * import FILE [--replace] reads an archive into an empty ledger, or instead of what is there
 * verify                  checks every record and that no GPU and no channel is granted twice
 * restored                says that the database was restored from a backup: every node is heard before anything is granted
 *
 * --data FOLDER           folder of the ledger file (default data/ledger)
 * --url URL  --user NAME  --password-file FILE
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 the ledger or the archive is not sound or cannot be used, 2 wrong arguments.
 */
public final class LedgerTool {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final RecordCodec codec = new JsonRecordCodec();

    private LedgerTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs it and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /**
     * Runs it.
     *
     * @return the exit code
     */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        LedgerTool tool = new LedgerTool(out, err);
        return switch (ToolArguments.parse(args)) {
            case ToolArguments.Misused(String reason) -> tool.say(MISUSED, reason);
            case ToolArguments.Valid valid -> tool.run(valid);
        };
    }

    private int say(int code, String text) {
        (code == DONE ? out : err).println(text);
        return code;
    }

    private int run(ToolArguments.Valid arguments) {
        try (JdbcLedger ledger = open(arguments.settings())) {
            return switch (arguments.verb()) {
                case EXPORT -> export(ledger, arguments.file());
                case IMPORT -> doImport(ledger, arguments);
                case VERIFY -> verify(ledger);
                case RESTORED -> restored(ledger);
            };
        } catch (LedgerStartException e) {
            return say(FAILED, e.getMessage() + " " + e.action());
        } catch (LedgerUnavailableException e) {
            return say(FAILED, "The ledger cannot be read: " + e.getMessage());
        } catch (NoSuchFileException e) {
            return say(FAILED, arguments.file() + " is not there, or its folder is not: check the path.");
        } catch (CharacterCodingException e) {
            return say(FAILED, arguments.file() + " is no ledger archive: it is not text.");
        } catch (IOException | UncheckedIOException e) {
            return say(FAILED, "Cannot read or write " + arguments.file() + ": " + e + ".");
        }
    }

    private static JdbcLedger open(LedgerSettings settings) {
        LedgerDatabase database = LedgerDatabase.open(
                settings.effectiveUrl(), settings.credentials(), "heddle-tool-" + UUID.randomUUID());
        return JdbcLedger.open(database, new ClusterId(UUID.randomUUID().toString()));
    }

    private int export(JdbcLedger ledger, Path file) throws IOException {
        Ledger.Contents contents = ledger.load();
        try {
            LedgerArchive archive = LedgerArchive.of(ledger.clusterId(), contents);
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.write(partial, archive.lines());
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return say(
                    DONE,
                    "Exported " + archive.records().size() + " records of ledger " + archive.clusterId() + ", epoch "
                            + archive.epoch() + ".");
        } catch (IllegalArgumentException e) {
            return say(FAILED, e.getMessage() + " Nothing was exported; heddle ledger verify lists all damage.");
        }
    }

    private int doImport(JdbcLedger ledger, ToolArguments.Valid arguments) throws IOException {
        if (Files.size(arguments.file()) > LedgerArchive.MAX_BYTES) {
            return say(FAILED, "This is no ledger archive: it has more than " + LedgerArchive.MAX_BYTES + " bytes.");
        }
        return switch (LedgerArchive.read(Files.readAllLines(arguments.file()))) {
            case LedgerArchive.Reading.Damaged(String reason) -> say(FAILED, reason);
            case LedgerArchive.Reading.Whole(LedgerArchive archive) -> load(ledger, archive, arguments.replace());
        };
    }

    private int load(JdbcLedger ledger, LedgerArchive archive, boolean replace) {
        List<String> findings = LedgerCheck.findings(new Ledger.Contents(archive.epoch(), archive.records()), codec);
        if (!findings.isEmpty()) {
            findings.forEach(err::println);
            return say(FAILED, "The archive is not sound; nothing was imported.");
        }
        List<Ledger.StoredRecord> records =
                new LedgerImport(codec).behind(archive.records(), ledger.load().records());
        Replacement replacement = new Replacement(archive.clusterId(), archive.epoch(), records, replace);
        return switch (ledger.replace(replacement)) {
            case Replacement.End.NotEmpty(long present) ->
                say(FAILED, "The ledger holds " + present + " records; --replace drops them.");
            case Replacement.End.Replaced(long epoch) ->
                say(
                        DONE,
                        "Imported " + archive.records().size() + " records of ledger " + archive.clusterId()
                                + " under epoch " + epoch
                                + ". Nothing is granted until every node was heard or is fenced anew.");
        };
    }

    private int verify(JdbcLedger ledger) {
        Ledger.Contents contents = ledger.load();
        List<String> findings = LedgerCheck.findings(contents, codec);
        if (findings.isEmpty()) {
            return say(
                    DONE,
                    "The ledger " + ledger.clusterId() + " is sound: "
                            + contents.records().size() + " records, epoch " + contents.epoch() + ".");
        }
        findings.forEach(err::println);
        return say(
                FAILED, findings.size() + " findings in " + contents.records().size() + " records.");
    }

    private int restored(JdbcLedger ledger) {
        Ledger.Contents contents = ledger.load();
        if (contents.records().stream().anyMatch(record -> record.body().length == 0)) {
            return say(FAILED, "The ledger is damaged; heddle ledger verify lists what.");
        }
        Replacement replacement = new Replacement(
                ledger.clusterId(),
                contents.epoch(),
                new LedgerImport(codec).behind(contents.records(), List.of()),
                true);
        return switch (ledger.replace(replacement)) {
            case Replacement.End.NotEmpty _ -> throw new IllegalStateException("it was to be replaced");
            case Replacement.End.Replaced(long epoch) ->
                say(DONE, "Under epoch " + epoch + " nothing is granted until every node was heard or is fenced anew.");
        };
    }
}
