package dev.heddle.coordinator.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is.
 *
 * @param url JDBC URL of PostgreSQL or H2; without one, an H2 file in {@code data}
 * @param user database user
 * @param passwordFile file whose first line is the password; without one, the password is empty
 * @param data folder of the H2 file that is used without a URL
 * @param startTimeout how long to wait at start for a database server that does not answer yet
 */
@ConfigurationProperties("heddle.ledger")
public record LedgerSettings(
        @Nullable String url,
        @DefaultValue("heddle") String user,
        @Nullable Path passwordFile,
        @DefaultValue("data/ledger") Path data,
        @DefaultValue("30s") Duration startTimeout) {

    /** The URL, given or of the file in {@link #data}. */
    public String effectiveUrl() {
        return url == null || url.isBlank() ? fileUrl(data) : url;
    }

    /** URL of the ledger file in a folder. */
    public static String fileUrl(Path folder) {
        return "jdbc:h2:file:" + folder.toAbsolutePath().normalize().resolve("heddle");
    }

    /**
     * User and password.
     *
     * @throws LedgerStartException if the password file cannot be read
     */
    public LedgerDatabase.Credentials credentials() {
        if (passwordFile == null) {
            return new LedgerDatabase.Credentials(user, "");
        }
        try {
            Optional<String> first = Files.readString(passwordFile).lines().findFirst();
            return new LedgerDatabase.Credentials(user, first.orElse(""));
        } catch (IOException e) {
            throw new LedgerStartException(
                    "The ledger's password file " + passwordFile + " cannot be read.",
                    "Set heddle.ledger.password-file to a text file that the coordinator's user can read.",
                    e);
        }
    }
}
