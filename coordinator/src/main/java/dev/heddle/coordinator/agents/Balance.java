package dev.heddle.coordinator.agents;

import dev.heddle.coordinator.engine.port.Members;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many of a replica's agents had better be another one's. Agents choose a replica when they connect, and then stay: one
 * that was away comes back to none at all, and has to hear of every node from others when it leads. Every replica gives
 * some away to the one that has least, a part of the difference at a time, so that all together do not give it too many.
 * No clock and no I/O; used by one thread.
 */
final class Balance {

    /** Agents sent to another replica at one look. */
    static final int MAX_MOVES = 500;

    /** Sessions that a replica may have more than another, however few there are. */
    static final int TOLERATED = 8;

    /** The part of its own sessions that a replica may have more than another, as a divisor. */
    private static final int TOLERATED_PART = 4;

    /** How old a picture may be that agents are sent to. */
    private static final long FRESH_MILLIS = 2_000;

    /** How long nobody is sent on after most of those who were did not arrive: from where they are, they cannot. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private Optional<Sent> sent = Optional.empty();
    private boolean unevenBefore;
    private long restUntil;

    /**
     * @param nanos monotonic time
     */
    Balance(long nanos) {
        this.restUntil = nanos;
    }

    /**
     * Agents that should move.
     *
     * @param to the replica that has fewest
     * @param agents how many, 1 to {@link #MAX_MOVES}
     */
    record Move(Members.Replica to, int agents) {}

    private record Sent(Move move, int agents) {

        /** Others may have sent some as well, so that it has gained more than these. */
        private boolean arrived(Members.Replica now) {
            return (now.agentSessions() - move.to().agentSessions()) * 2 >= agents;
        }
    }

    /**
     * What a replica sees.
     *
     * @param self its name
     * @param own its sessions; the list may still count those that were sent on lately
     * @param replicas all replicas, itself included
     */
    record Sight(String self, int own, List<Members.Replica> replicas) {

        private Optional<Members.Replica> up(String name) {
            return replicas.stream()
                    .filter(replica -> replica.up() && replica.name().equals(name))
                    .findFirst();
        }
    }

    /**
     * Looks once. What is uneven at one look only is left alone: agents of a replica that was lost are on their way.
     *
     * @param nanos monotonic time
     */
    Optional<Move> look(Sight sight, long nanos) {
        if (sent.filter(last -> isLost(last, sight)).isPresent()) {
            restUntil = nanos + PAUSE.toNanos();
        }
        sent = Optional.empty();
        Optional<Move> move = nanos - restUntil < 0 ? Optional.empty() : uneven(sight);
        boolean steady = unevenBefore;
        unevenBefore = move.isPresent();
        return steady ? move : Optional.empty();
    }

    /** So many were sent away. */
    void moved(Move move, int agents) {
        sent = Optional.of(new Sent(move, agents));
    }

    private static boolean isLost(Sent last, Sight sight) {
        return sight.up(last.move().to().name())
                .filter(now -> !last.arrived(now))
                .isPresent();
    }

    private static Optional<Move> uneven(Sight sight) {
        List<Members.Replica> up =
                sight.replicas().stream().filter(Members.Replica::up).toList();
        return sight.up(sight.self())
                .flatMap(mine -> up.stream()
                        .filter(other -> other != mine && canTake(mine, other))
                        .min(Comparator.comparingInt(Members.Replica::agentSessions)
                                .thenComparing(Members.Replica::name)))
                .flatMap(least -> move(sight.own(), least, up.size()));
    }

    /** It can be reached, and shows what the same leader decided. */
    private static boolean canTake(Members.Replica mine, Members.Replica other) {
        return other.grpcAddress().isPresent()
                && other.imageVersion().epoch() == mine.imageVersion().epoch()
                && other.stalenessMillis() <= FRESH_MILLIS;
    }

    private static Optional<Move> move(int own, Members.Replica least, int replicas) {
        int more = own - least.agentSessions();
        if (more <= Math.max(TOLERATED, own / TOLERATED_PART)) {
            return Optional.empty();
        }
        return Optional.of(new Move(least, Math.clamp(more / (2 * replicas), 1, MAX_MOVES)));
    }
}
