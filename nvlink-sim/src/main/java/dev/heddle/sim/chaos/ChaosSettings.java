package dev.heddle.sim.chaos;

import java.time.Duration;

/**
 * What a run consists of.
 *
 * @param programs what is run
 * @param seed seed of the machines, the faults and the clients
 * @param coordinators replicas
 * @param fleets processes of agents, one rack each
 * @param traysPerFleet agents of each
 * @param lease the leader's lease
 * @param faults faults to inject
 * @param interval mean time between two faults
 * @param round faults after which everything must come to rest once
 * @param clients clients at work
 * @param rest how long coming to rest may take
 */
public record ChaosSettings(
        Programs programs,
        long seed,
        int coordinators,
        int fleets,
        int traysPerFleet,
        Duration lease,
        int faults,
        Duration interval,
        int round,
        int clients,
        Duration rest) {

    /** Three coordinators with the default lease, and 200 agents as 10 processes of 20. */
    public static ChaosSettings of(Programs programs, long seed, int faults) {
        return new ChaosSettings(
                programs,
                seed,
                3,
                10,
                20,
                Duration.ofSeconds(3),
                faults,
                Duration.ofMillis(1_800),
                40,
                6,
                Duration.ofSeconds(180));
    }

    /** With another number of fleets. */
    public ChaosSettings withFleets(int other) {
        return new ChaosSettings(
                programs, seed, coordinators, other, traysPerFleet, lease, faults, interval, round, clients, rest);
    }

    /** With another lease, and another time to come to rest. */
    public ChaosSettings within(Duration otherLease, Duration otherRest) {
        return new ChaosSettings(
                programs,
                seed,
                coordinators,
                fleets,
                traysPerFleet,
                otherLease,
                faults,
                interval,
                round,
                clients,
                otherRest);
    }
}
