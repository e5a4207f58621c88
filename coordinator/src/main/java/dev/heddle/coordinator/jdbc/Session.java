package dev.heddle.coordinator.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One database session, opened when first needed and again after a failure. Its work runs on a thread of its own:
 * an interrupt in the middle of a file access would close H2's file for the whole process, and a driver that hangs
 * must not hold the caller. Calls from several threads run one after the other.
 */
public final class Session implements AutoCloseable {

    /** Idle for so long, a connection is tried before it is used: another replica may have ended it meanwhile. */
    static final Duration IDLE = Duration.ofMillis(250);

    private static final int VALID_SECONDS = 1;

    private final LedgerDatabase database;
    private final ThreadFactory threads;
    private @Nullable Lane lane;
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param database where to
     * @param name name of its thread
     */
    public Session(LedgerDatabase database, String name) {
        this.database = database;
        this.threads = Thread.ofPlatform().daemon().name("heddle-" + name).factory();
    }

    /**
     * Something done in a session.
     *
     * @param <T> its result
     */
    public interface Work<T> {

        /** Does it; the connection commits by itself unless told otherwise. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Does {@code work} and waits for it, not longer than {@code timeout}. After a failure the connection is closed,
     * which rolls back; after a timeout it is abandoned to its thread.
     *
     * @throws SQLException if it could not connect, the work failed or took too long
     */
    public synchronized <T> T call(Duration timeout, Work<T> work) throws SQLException {
        if (closed) {
            throw new SQLException("this session is closed");
        }
        Lane current = lane == null ? lane = new Lane(Executors.newSingleThreadExecutor(threads)) : lane;
        Future<T> result = current.thread.submit(() -> current.run(database, work));
        try {
            return await(result, timeout);
        } catch (TimeoutException e) {
            lane = null;
            current.end();
            throw new SQLTimeoutException("no answer within " + timeout.toSeconds() + " s", e);
        }
    }

    private static <T> T await(Future<T> result, Duration timeout) throws SQLException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException rethrown(ExecutionException e) {
        return switch (e.getCause()) {
            case SQLException sql -> sql;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    /** Closes the connection, after work that is still running. */
    @Override
    public synchronized void close() {
        closed = true;
        Lane current = lane;
        lane = null;
        if (current != null) {
            current.end();
            current.awaitEnd();
        }
    }

    /** A thread and the connection that only it uses. */
    private static final class Lane {

        private final ExecutorService thread;
        private @Nullable Connection connection;
        private long usedAt = System.nanoTime();

        Lane(ExecutorService thread) {
            this.thread = thread;
        }

        <T> T run(LedgerDatabase database, Work<T> work) throws SQLException {
            Connection current = usable();
            if (current == null) {
                current = connection = database.connect();
            }
            try {
                return work.run(current);
            } catch (SQLException | RuntimeException | Error e) {
                drop();
                throw e;
            } finally {
                usedAt = System.nanoTime();
            }
        }

        private @Nullable Connection usable() throws SQLException {
            boolean idle = System.nanoTime() - usedAt > IDLE.toNanos();
            if (connection != null && idle && !connection.isValid(VALID_SECONDS)) {
                drop();
            }
            return connection;
        }

        /** No interrupt here either. */
        void end() {
            thread.execute(this::drop);
            thread.shutdown();
        }

        void awaitEnd() {
            try {
                thread.awaitTermination(Timeouts.CALL.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void drop() {
            Connection old = connection;
            connection = null;
            if (old == null) {
                return;
            }
            try (old) {
                if (!old.getAutoCommit()) {
                    old.rollback();
                }
            } catch (SQLException e) {
                // It is being given up; the server ends the transaction with the session.
            }
        }
    }
}
