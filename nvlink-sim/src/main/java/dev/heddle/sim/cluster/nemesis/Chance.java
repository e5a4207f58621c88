package dev.heddle.sim.cluster.nemesis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The chance of one fault or of one user: what others draw does not move it. */
final class Chance {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    /** The longest of {@link #some}. */
    static final Duration LONGEST = Duration.ofSeconds(40);

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The chance of the fault of that number. */
    static Chance of(long seed, long number) {
        long mixed = (seed ^ number * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return new Chance(mixed ^ mixed >>> 31);
    }

    /** 0 to {@code bound}, without it. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** {@code least} to {@code most}, with both. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean either() {
        return random.nextBoolean();
    }

    /** Whether it is the one case in so many. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    double share() {
        return random.nextDouble();
    }

    <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** 20 ms to 40 s, short ones as often as long ones. */
    Duration some() {
        return between(SHORTEST, LONGEST);
    }

    /** Each order of magnitude as often as any other. */
    Duration between(Duration least, Duration most) {
        return Duration.ofNanos((long) scaled(least.toNanos(), most.toNanos()));
    }

    /** Half to twice. */
    double rate() {
        return scaled(0.5, 2);
    }

    private double scaled(double least, double most) {
        // StrictMath: a run is the same whether or not this code is compiled by then.
        return least * StrictMath.pow(most / least, random.nextDouble());
    }

    /** A pause between two things that happen independently of one another. */
    Duration pause(Duration mean) {
        double factor = -StrictMath.log(1 - random.nextDouble());
        return Duration.ofNanos((long) Math.max(1, factor * mean.toNanos()));
    }

    /** One of these kinds, each according to its share. Whoever draws uses one number of this, whatever the kinds. */
    FaultKind kind(Set<FaultKind> kinds) {
        int drawn = random.nextInt(kinds.stream().mapToInt(FaultKind::share).sum());
        FaultKind last = kinds.iterator().next();
        for (FaultKind kind : kinds) {
            last = kind;
            drawn -= kind.share();
            if (drawn < 0) {
                break;
            }
        }
        return last;
    }
}
