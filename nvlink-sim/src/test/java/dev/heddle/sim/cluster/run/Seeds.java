package dev.heddle.sim.cluster.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Tests of many seeds: which, and quietly, as what a cluster complains of is what faults do to it. */
final class Seeds implements BeforeAllCallback, AfterAllCallback {

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.heddle");
    private static final java.util.logging.Logger OUR_SYSTEM = java.util.logging.Logger.getLogger("dev.heddle");

    /** Those of a system property, {@code 1-20}, or else of {@code usual}. */
    static LongStream of(String property, String usual) {
        String[] range = System.getProperty(property, usual).split("-", 2);
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        OURS.setLevel(Level.OFF);
        OUR_SYSTEM.setLevel(java.util.logging.Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        OURS.setLevel(Level.WARN);
        OUR_SYSTEM.setLevel(null);
    }
}
