package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL as a child process. */
@RequiresComponent(Component.POSTGRES_BINARIES)
class PostgresProcessIT {

    @TempDir
    private Path folder;

    private PostgresProcess.Settings settings(int port) throws IOException {
        return new PostgresProcess.Settings(PostgresBinaries.unpacked(), folder.resolve("data"), port, "app", "secret");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** JUnit's folders are closed to others, which is what a home folder usually is. */
    @Test
    void folderThatOthersCannotReachIsNoHindrance() throws IOException, SQLException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        PostgresProcess.Settings settings = settings(freePort());
        try (PostgresProcess server = PostgresProcess.start(settings);
                Connection connection = DriverManager.getConnection(server.url(), "app", "secret")) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(server.isAlive()).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(server.url(), "app", "wrong"));
        }
    }

    @Test
    void occupiedPortIsNamedByTheServersOwnWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresProcess.Settings settings = settings(taken.getLocalPort());
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> PostgresProcess.start(settings))
                    .withMessageContaining("in use");
        }
    }
}
