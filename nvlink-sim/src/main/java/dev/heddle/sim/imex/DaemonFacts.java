package dev.heddle.sim.imex;

import java.util.OptionalLong;

/**
 * What the world says of one node's IMEX daemon. Times are milliseconds of the epoch.
 *
 * @param boot boot id of its node
 * @param starts starts of the daemon without a boot
 * @param since when it was last started
 * @param restarted whether it had a life before this one, so that peers may have known it
 * @param downSince since when it is down; empty while it runs
 * @param clique the clique of its node
 */
public record DaemonFacts(String boot, int starts, long since, boolean restarted, OptionalLong downSince, long clique) {

    /** Whether it runs. */
    public boolean running() {
        return downSince.isEmpty();
    }
}
