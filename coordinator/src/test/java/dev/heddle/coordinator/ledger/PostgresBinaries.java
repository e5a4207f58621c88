package dev.heddle.coordinator.ledger;

import dev.heddle.testing.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL on the test classpath, once per machine, where any user may run it. */
final class PostgresBinaries {

    private static final String NAME = "heddle-postgresql-18.6";

    private PostgresBinaries() {}

    /** Its folder of programs. */
    static Path unpacked() throws IOException {
        Path root = Path.of(System.getProperty("java.io.tmpdir")).resolve(NAME + "-" + System.getProperty("user.name"));
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path done = root.resolve(".complete");
        try (FileChannel channel =
                        FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!Files.exists(done)) {
                unpack(root);
                Files.createFile(done);
            }
        }
        return root.resolve("bin");
    }

    private static void unpack(Path root) throws IOException {
        try (InputStream archive = Component.class.getResourceAsStream(Component.postgresArchive())) {
            if (archive == null) {
                throw new IOException("no " + Component.postgresArchive());
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(root, entry, tar);
            }
        }
    }

    private static void write(Path root, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        boolean runnable = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(runnable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
