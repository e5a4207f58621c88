package dev.heddle.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a demo's ledger is in. A data folder keeps its kind. */
public enum LedgerKind {
    /** A file that one coordinator opens, or H2's server for several. */
    H2,
    /** PostgreSQL, from binaries of this machine. */
    POSTGRESQL;

    /** As it is written in the data folder. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LedgerKind named(String word) {
        return word.equals(POSTGRESQL.word()) ? POSTGRESQL : H2;
    }

    /**
     * What a new folder gets.
     *
     * @param replicas how many coordinators will share it
     * @param postgres whether PostgreSQL is installed and can work in that folder
     */
    static LedgerKind choose(int replicas, boolean postgres) {
        return replicas > 1 && postgres ? POSTGRESQL : H2;
    }

    /** Whether any user may enter a folder, as PostgreSQL must when it gives up root. */
    static boolean open(Path folder) {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            try {
                boolean blocked = Files.exists(at)
                        && !Files.getPosixFilePermissions(at)
                                .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE);
                if (blocked) {
                    return false;
                }
            } catch (java.io.IOException | UnsupportedOperationException e) {
                return false;
            }
        }
        return true;
    }
}
