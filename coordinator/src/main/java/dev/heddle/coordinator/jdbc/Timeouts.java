package dev.heddle.coordinator.jdbc;

import java.time.Duration;

/** Longest waits on the database. Each is below the next, so that the innermost one ends the wait and names it. */
public final class Timeouts {

    /** Opening a connection. */
    public static final Duration CONNECT = Duration.ofSeconds(3);
    /** A row lock. A paused transaction of another replica is ended by the next leader, not waited for. */
    public static final Duration LOCK = Duration.ofSeconds(2);
    /** One statement, on the server. */
    public static final Duration STATEMENT = Duration.ofSeconds(5);
    /** An open transaction in which nothing happens, on the server. */
    public static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);
    /** An answer from the server, whatever hangs. */
    public static final Duration NETWORK = Duration.ofSeconds(8);
    /** A whole call, when even the driver hangs. */
    public static final Duration CALL = Duration.ofSeconds(12);
    /** Reading the whole ledger. */
    public static final Duration LOAD = Duration.ofSeconds(60);

    private Timeouts() {}
}
