package dev.heddle.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * With {@code heddle.exit-with-parent=true}: ends this process when its standard input ends, which a launcher that
 * started it with a pipe cannot prevent by dying, not even by kill -9.
 */
@Component
@ConditionalOnBooleanProperty("heddle.exit-with-parent")
class ParentWatch implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    /** How long an orderly stop may take before it is cut short. */
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    @Override
    public void afterPropertiesSet() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEnd(System.in);
            LOG.info("The launcher is gone: stopping");
            Thread.ofPlatform().daemon().name("parent-watch-exit").start(() -> System.exit(0));
            cutShort();
        });
    }

    private static void awaitEnd(InputStream in) {
        byte[] ignored = new byte[64];
        try {
            while (in.read(ignored) >= 0) {
                // What a launcher writes has no meaning.
            }
        } catch (IOException e) {
            LOG.debug("standard input failed", e);
        }
    }

    private static void cutShort() {
        try {
            Thread.sleep(STOP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
