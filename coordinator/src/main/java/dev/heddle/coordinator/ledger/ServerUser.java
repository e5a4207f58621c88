package dev.heddle.coordinator.ledger;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * Which user a server runs as that refuses root. If we are not root: ourselves. If we are: the user {@value #NOBODY},
 * where every folder on the way to its files is open to it; otherwise ourselves inside a user namespace, in which we
 * are not root by name and still reach our files.
 */
enum ServerUser {
    OURSELVES,
    NOBODY_AT_ALL,
    NAMESPACE;

    private static final int NOBODY = 65534;

    /** The user for a server that has to reach these folders. */
    static ServerUser reaching(Path... folders) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        boolean open = ChildProcess.hasSetpriv();
        for (Path folder : folders) {
            open &= isOpen(folder.toAbsolutePath());
        }
        return open ? NOBODY_AT_ALL : NAMESPACE;
    }

    /** Whether anyone can pass through everything above this folder that exists. */
    private static boolean isOpen(Path folder) throws IOException {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)
                    && !Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The start of a command.
     *
     * @param withUs whether the program is to get SIGINT when the thread that starts it ends
     */
    List<String> prefix(boolean withUs) {
        List<String> command = new ArrayList<>();
        if (this == NAMESPACE) {
            command.addAll(List.of("unshare", "-U"));
        }
        boolean deathSignal = withUs && ChildProcess.hasSetpriv();
        if (this == NOBODY_AT_ALL || deathSignal) {
            command.add("setpriv");
        }
        if (this == NOBODY_AT_ALL) {
            command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        if (deathSignal) {
            command.add("--pdeathsig=INT");
        }
        return command;
    }

    /** Gives a file, or a folder with all in it, to this user. */
    void give(Path root) throws IOException {
        if (this != NOBODY_AT_ALL) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return giveOne(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return giveOne(file);
            }
        });
    }

    private static FileVisitResult giveOne(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY);
        return FileVisitResult.CONTINUE;
    }
}
