package dev.heddle.coordinator.leadership;

import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A replica whose engine only turns, and can be made to hang. */
final class TestReplica implements Leadership.Candidate, AutoCloseable {

    static final LeaseTerms TERMS = LeaseTerms.of(Duration.ofMillis(1200));

    private final JdbcLeadership leadership;
    private final ScheduledExecutorService engine = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile long epoch;
    private volatile boolean hung;

    TestReplica(LedgerDatabase database, String name) {
        leadership = new JdbcLeadership(
                database.withSessionName("heddle-" + name),
                new JdbcLeadership.Replica(name, () -> "http://" + name),
                TERMS,
                false);
        engine.scheduleAtFixedRate(this::turn, 0, 20, TimeUnit.MILLISECONDS);
    }

    TestReplica started() {
        leadership.start(this);
        return this;
    }

    private void turn() {
        if (!hung) {
            leadership.engineTurned();
        }
    }

    @Override
    public void elected(long newEpoch) {
        told.add("elected " + newEpoch);
        epoch = newEpoch;
    }

    @Override
    public void deposed(String reason) {
        told.add("deposed");
        epoch = 0;
    }

    boolean leads() {
        return epoch > 0;
    }

    /** The epoch it leads under, 0 if it does not lead. */
    long epoch() {
        return epoch;
    }

    List<String> told() {
        return told;
    }

    void hang(boolean now) {
        hung = now;
    }

    JdbcLeadership leadership() {
        return leadership;
    }

    /** As the engine does it: quiet first, then the lease. */
    void release() {
        epoch = 0;
        leadership.release();
    }

    @Override
    public void close() {
        leadership.stop();
        engine.shutdown();
    }
}
