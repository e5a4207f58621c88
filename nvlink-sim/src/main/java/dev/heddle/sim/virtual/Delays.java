package dev.heddle.sim.virtual;

import java.util.random.RandomGenerator;

/**
 * How long messages travel, nanoseconds.
 *
 * @param least the shortest way
 * @param usual added to it, on average
 * @param spikeOneIn one message in so many takes much longer, 0 = none
 * @param spike how much longer at most
 */
public record Delays(long least, long usual, int spikeOneIn, long spike) {

    /** A data centre's network: 50 µs and more, one message in 500 up to 200 ms late. */
    public static final Delays DATA_CENTRE = new Delays(50_000, 100_000, 500, 200_000_000);

    private static final long MIN_RETRANSMISSION = 10_000_000;
    private static final long MAX_RETRANSMISSION = 1_000_000_000;

    long draw(RandomGenerator random) {
        long way = least + random.nextLong(2 * usual + 1);
        return spikeOneIn > 0 && random.nextInt(spikeOneIn) == 0 ? way + random.nextLong(spike) : way;
    }

    /** How long after a way is open again what was stuck goes on. */
    static long retransmission(RandomGenerator random) {
        return random.nextLong(MIN_RETRANSMISSION, MAX_RETRANSMISSION);
    }
}
