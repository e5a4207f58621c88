package dev.heddle.coordinator.leadership;

/**
 * The lease as stored.
 *
 * @param owner replica name
 * @param sessionName name of the owner's database sessions, unique per start of the owner
 * @param restAddress the owner's REST address
 * @param counter raised by every renewal; what others watch
 * @param leaseMillis how long the counter must stand still before another may take over, in milliseconds
 * @param released given back
 */
public record LeaseRow(
        String owner, String sessionName, String restAddress, long counter, long leaseMillis, boolean released) {}
