package dev.heddle.sim.cluster.run;

import dev.heddle.sim.cluster.nemesis.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What is run.
 *
 * @param seed everything is drawn from it
 * @param duration how long faults and users go on
 * @param racks racks of 18 nodes
 * @param kinds kinds of faults
 * @param pace how often something happens
 * @param skip faults that are left out, by number
 */
public record RunOptions(
        long seed, Duration duration, int racks, Set<FaultKind> kinds, Pace pace, LongPredicate skip) {

    /** Racks unless said otherwise: 108 nodes. */
    public static final int RACKS = 6;

    /** Every kind of fault, on six racks. */
    public static RunOptions of(long seed, Duration duration) {
        return new RunOptions(seed, duration, RACKS, EnumSet.allOf(FaultKind.class), Pace.USUAL, number -> false);
    }

    /** Without some of the faults. */
    public RunOptions skipping(LongPredicate left) {
        return new RunOptions(seed, duration, racks, kinds, pace, left);
    }

    /** Of another length. */
    public RunOptions lasting(Duration other) {
        return new RunOptions(seed, other, racks, kinds, pace, skip);
    }

    /**
     * How often something happens, on average.
     *
     * @param faults between two faults
     * @param users between two wishes of users
     * @param successors one decision in so many is made once more by a fresh process on the same ledger
     */
    public record Pace(Duration faults, Duration users, int successors) {

        /** Enough for 360 faults and 3,600 decisions an hour, with some to spare. */
        public static final Pace USUAL = new Pace(Duration.ofSeconds(7), Duration.ofSeconds(6), 32);

        /** Much at once, for finding a seeded bug soon. */
        public static final Pace HUNT = new Pace(Duration.ofSeconds(3), Duration.ofSeconds(1), 16);
    }
}
