package dev.heddle.cli.demo;

import dev.heddle.cli.client.DemoFile;
import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder that a demo lives in: its ledger, its simulated world, its logs. A file in it says that it is one, so that
 * nothing else is ever wiped, and what it was made with.
 */
public final class DataFolder implements AutoCloseable {

    private static final String MARKER = "heddle-data.json";
    private static final String LOCK = "demo.lock";
    private static final int VERSION = 1;

    private final Path path;
    private @Nullable FileChannel lock;

    private DataFolder(Path path) {
        this.path = path;
    }

    /** The folder of a demo that has run, for commands about its data. */
    public static DataFolder existing(Path path) throws CommandFailure {
        if (!Files.isRegularFile(path.resolve(MARKER))) {
            throw CommandFailure.error(path + " is not the data folder of a demo: name it with --data.");
        }
        return new DataFolder(path);
    }

    /**
     * Takes a folder for one demo.
     *
     * @param fresh whether to start from nothing
     */
    static DataFolder take(Path path, boolean fresh) throws CommandFailure {
        DataFolder folder = new DataFolder(path);
        try {
            boolean marked = Files.isRegularFile(path.resolve(MARKER));
            if (!marked && !isEmpty(path)) {
                throw CommandFailure.error(path + " holds something else than a demo's data, and is left alone: "
                        + "name an empty or new folder with --data.");
            }
            Files.createDirectories(path);
            folder.lock();
            if (fresh && marked) {
                folder.wipe();
            }
            if (fresh || !marked) {
                folder.mark(Json.object());
            }
            Files.createDirectories(folder.logs());
            folder.choosePassword();
            return folder;
        } catch (IOException e) {
            folder.close();
            throw CommandFailure.error(
                    "The data folder " + path + " cannot be used (" + reason(e) + "): name another with --data.");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(LOCK) || entry.endsWith(MARKER + ".new"));
        }
    }

    private void lock() throws IOException, CommandFailure {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            Optional<DemoFile> running = DemoFile.read(path);
            throw CommandFailure.error("A demo is already running on " + path
                    + running.map(demo -> " (" + demo.servers().getFirst() + ", process " + demo.launcher() + ")")
                            .orElse("")
                    + ": stop it with Ctrl-C, or run another one with --data DIR --port N.");
        }
        lock = channel;
    }

    /** A ledger on a port of this machine is not for everyone who is logged in on it. */
    private void choosePassword() throws IOException {
        if (!Files.exists(password())) {
            Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
            Files.createFile(password(), PosixFilePermissions.asFileAttribute(owner));
            Files.writeString(password(), UUID.randomUUID() + "\n");
        }
    }

    private void wipe() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith(LOCK)).toList()) {
                delete(entry);
            }
        }
    }

    private static void delete(Path entry) throws IOException {
        Files.walkFileTree(entry, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * What a folder was made with.
     *
     * @param racks racks of its world
     * @param seed seed of its world
     * @param ledger what its ledger is in
     */
    record Made(int racks, long seed, LedgerKind ledger) {}

    /** What it was made with, empty for a new folder. */
    Optional<Made> made() throws CommandFailure {
        Path marker = path.resolve(MARKER);
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Files.readAllBytes(marker));
            if (Json.number(json, "version") != VERSION) {
                throw CommandFailure.error(path + " was made by another version of Heddle, or " + MARKER
                        + " in it is damaged: start anew with --fresh, or name another folder with --data.");
            }
            if (!Json.has(json, "racks")) {
                return Optional.empty();
            }
            LedgerKind ledger = LedgerKind.named(Json.text(json, "ledger"));
            return Optional.of(new Made((int) Json.number(json, "racks"), Json.number(json, "seed"), ledger));
        } catch (IOException e) {
            throw CommandFailure.error(marker + " cannot be read: start anew with --fresh.");
        }
    }

    /** Remembers what it is made with. */
    void made(Made made) throws CommandFailure {
        ObjectNode json = Json.object();
        json.put("racks", made.racks());
        json.put("seed", made.seed());
        json.put("ledger", made.ledger().word());
        try {
            mark(json);
        } catch (IOException e) {
            throw CommandFailure.error("The data folder " + path + " cannot be written: name another with --data.");
        }
    }

    /** Says that this folder is ours, and what it was made with. */
    private void mark(ObjectNode facts) throws IOException {
        facts.put("kind", "heddle-demo-data");
        facts.put("version", VERSION);
        Path whole = path.resolve(MARKER + ".new");
        Files.writeString(whole, Json.pretty(facts));
        Files.move(whole, path.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the ledger tool finds the ledger. */
    public List<String> ledgerArguments() throws CommandFailure {
        String url = DemoFile.read(path).map(DemoFile::ledgerUrl).orElse("");
        if (!url.isEmpty()) {
            return List.of("--url", url, "--password-file", password().toString());
        }
        if (made().map(made -> made.ledger() == LedgerKind.POSTGRESQL).orElse(false)) {
            throw CommandFailure.error("This demo's ledger is in PostgreSQL, which runs only while the demo does: "
                    + "start the demo, then repeat this.");
        }
        return List.of(
                "--data", ledger().toString(), "--password-file", password().toString());
    }

    /** The state folder of a simulated node's agent, there or not. */
    public Path agentState(String node) {
        return simulator().resolve("agents").resolve(node).resolve("state");
    }

    Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path ledger() {
        return path.resolve("ledger");
    }

    Path password() {
        return path.resolve("ledger-password");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path simulator() {
        return path.resolve("sim");
    }

    /** Lets the next demo have it. */
    @Override
    public void close() {
        FileChannel held = lock;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                // The lock ends with the process.
            }
        }
    }
}
