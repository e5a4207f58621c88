package dev.heddle.testing;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * How much is fuzzed, and what one input may cost. A failing test's name carries its seed; {@code -Dheddle.fuzz.seed=N}
 * runs that seed alone, {@code -Dheddle.fuzz=F} runs F times as many seeds.
 */
public final class Fuzz {

    /** Runs this seed alone. */
    public static final String SEED = "heddle.fuzz.seed";

    /** Runs so many times the seeds. */
    public static final String FACTOR = "heddle.fuzz";

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz() {}

    /** Seeds of a suite that runs {@code count} of them in an ordinary build. */
    public static LongStream seeds(int count) {
        String alone = System.getProperty(SEED, "");
        if (!alone.isEmpty()) {
            return LongStream.of(Long.parseLong(alone));
        }
        String factor = System.getProperty(FACTOR, "");
        return LongStream.range(0, (long) count * (factor.isEmpty() ? 1 : Integer.parseInt(factor)));
    }

    /** What is done to an input. */
    public interface Step {
        /** Does it. */
        void run() throws Exception;
    }

    /** Bytes that this thread allocates while it does {@code step}. */
    public static long allocated(Step step) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        step.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** As the other; what is above {@code limit} is measured once more, as classes are loaded when first needed. */
    public static long allocated(Step step, long limit) throws Exception {
        long first = allocated(step);
        return first < limit ? first : allocated(step);
    }

    /** {@code rest} behind a byte that says what is to be done with it. */
    public static byte[] chosen(int way, byte[] rest) {
        byte[] input = new byte[rest.length + 1];
        input[0] = (byte) way;
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
    }
}
