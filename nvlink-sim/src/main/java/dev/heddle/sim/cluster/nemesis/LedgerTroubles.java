package dev.heddle.sim.cluster.nemesis;

import static dev.heddle.sim.cluster.nemesis.Scene.seconds;

import dev.heddle.sim.cluster.LedgerFaults;
import dev.heddle.sim.cluster.LedgerStore;
import dev.heddle.sim.cluster.Replica;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong with the ledger's database. */
final class LedgerTroubles implements Trouble.Group {

    /** After so long no commit takes effect whose session has ended or given it up. */
    static final Duration LATEST_COMMIT = Chance.LONGEST;

    private static final int MOST = 4;
    private static final Duration LEAST_LATE = Duration.ofMillis(50);
    private static final Duration LEAST_LATENCY = Duration.ofMillis(20);
    private static final Duration MOST_LATENCY = Duration.ofSeconds(3);
    private static final Duration LEAST_AGE = Duration.ofSeconds(1);
    private static final Duration MOST_AGE = Duration.ofSeconds(60);
    private static final Duration LEAST_DOWN = Duration.ofMillis(200);
    private static final Duration MOST_DOWN = Duration.ofSeconds(10);

    private final Scene scene;
    private final LedgerStore store;
    private final LedgerFaults faults;
    private boolean restoring;

    LedgerTroubles(Scene scene) {
        this.scene = scene;
        this.store = scene.cluster().store();
        this.faults = store.faults();
    }

    @Override
    public Map<FaultKind, Trouble> troubles() {
        Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
        troubles.put(FaultKind.LEDGER_DOWN, this::down);
        troubles.put(FaultKind.LEDGER_ANSWERS_LOST, this::loseAnswers);
        troubles.put(FaultKind.LEDGER_COMMITS_LOST, this::loseCommits);
        troubles.put(FaultKind.LEDGER_COMMITS_LATE, this::commitLate);
        troubles.put(FaultKind.LEDGER_COMMITS_REPEATED, this::repeatCommits);
        troubles.put(FaultKind.LEDGER_EPOCH_LOCKED, this::lock);
        troubles.put(FaultKind.LEDGER_SLOW, this::slow);
        troubles.put(FaultKind.LEDGER_REFUSES, this::refuse);
        troubles.put(FaultKind.LEDGER_LEASE_DELETED, this::dropLease);
        troubles.put(FaultKind.LEDGER_RESTORED, this::restore);
        return troubles;
    }

    private Optional<String> down(Chance chance) {
        Duration duration = chance.some();
        faults.down(duration);
        return Optional.of("ledger down for " + seconds(duration));
    }

    private Optional<String> loseAnswers(Chance chance) {
        int commits = chance.between(1, MOST);
        faults.loseAnswers(commits);
        return Optional.of("answers to " + commits + " commits lost");
    }

    private Optional<String> loseCommits(Chance chance) {
        int commits = chance.between(1, MOST);
        faults.loseCommits(commits);
        return Optional.of(commits + " commits lost");
    }

    private Optional<String> repeatCommits(Chance chance) {
        int commits = chance.between(1, MOST);
        Duration within = chance.some();
        faults.repeatCommits(commits, within);
        return Optional.of(commits + " commits come twice within " + seconds(within));
    }

    private Optional<String> commitLate(Chance chance) {
        int commits = chance.between(1, MOST);
        Duration within = chance.between(LEAST_LATE, LATEST_COMMIT);
        faults.commitLate(commits, within);
        return Optional.of(commits + " commits late by up to " + seconds(within));
    }

    private Optional<String> lock(Chance chance) {
        Duration duration = chance.some();
        faults.stuck(duration);
        return Optional.of("a session keeps the epoch's row locked for " + seconds(duration));
    }

    private Optional<String> slow(Chance chance) {
        Duration duration = chance.some();
        Duration latency = chance.between(LEAST_LATENCY, MOST_LATENCY);
        faults.slow(duration, latency);
        return Optional.of("ledger takes " + seconds(latency) + " a call for " + seconds(duration));
    }

    private Optional<String> refuse(Chance chance) {
        int writes = chance.between(1, MOST);
        faults.refuse(writes);
        return Optional.of(writes + " writes refused");
    }

    private Optional<String> dropLease(Chance chance) {
        store.dropLease();
        return Optional.of("lease deleted");
    }

    /** The backup is made now and put back later: what it holds is then so old. */
    private Optional<String> restore(Chance chance) {
        if (restoring) {
            return Optional.empty();
        }
        restoring = true;
        LedgerStore.Snapshot backup = store.snapshot();
        Duration age = chance.between(LEAST_AGE, MOST_AGE);
        Duration down = chance.between(LEAST_DOWN, MOST_DOWN);
        scene.later(age, "ledger restored", () -> putBack(backup, down));
        return Optional.of("ledger restored in " + seconds(age) + " to how it is now");
    }

    private void putBack(LedgerStore.Snapshot backup, Duration down) {
        restoring = false;
        scene.cluster().replicas().stream().filter(Replica::running).forEach(replica -> replica.crash(down));
        store.restore(backup);
    }

    /** It answers, and as it should. */
    void mend() {
        faults.mend();
    }
}
