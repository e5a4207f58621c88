package dev.heddle.sim.cluster.run;

import dev.heddle.sim.cluster.nemesis.FaultKind;
import dev.heddle.sim.cluster.nemesis.Nemesis;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param violations what was found, in order; the run ends with the first
 * @param simulated time that passed in it
 * @param wall time that it took
 * @param events events that happened
 * @param decisions decisions of coordinators
 * @param faults faults made, by kind
 * @param made the last faults before the end
 * @param trace a number that is the same in every run of the same options
 * @param rest how long after the last fault everything had come to rest; zero if it never did
 */
public record RunResult(
        List<Violation> violations,
        Duration simulated,
        Duration wall,
        long events,
        long decisions,
        Map<FaultKind, Long> faults,
        List<Nemesis.Made> made,
        long trace,
        Duration rest) {

    /** Copies the collections. */
    public RunResult {
        violations = List.copyOf(violations);
        made = List.copyOf(made);
    }

    /** Whether something was found. */
    public boolean broken() {
        return !violations.isEmpty();
    }

    /** Faults of all kinds. */
    public long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events in a second of real time. */
    public long eventsPerSecond() {
        return (long) (events / Math.max(1e-9, wall.toNanos() / 1e9));
    }
}
