package dev.heddle.sim.cluster.nemesis;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Asks coordinators. It knows no more of them than that some run. */
final class Client {

    private static final int OF_TEN_LEADER = 7;

    private final Cluster cluster;
    private final Chance chance;
    private final Tally tally;

    Client(Cluster cluster, Chance chance, Tally tally) {
        this.cluster = cluster;
        this.chance = chance;
        this.tally = tally;
    }

    /** What the asker makes of an answer. */
    @FunctionalInterface
    interface Hearing {

        /**
         * An answer has come, perhaps to an earlier attempt, perhaps after another one.
         *
         * @return whether that is the end of it; otherwise it is asked again
         */
        boolean heard(Reply reply);
    }

    /**
     * Asks until an answer is the end of it.
     *
     * @param wanted whether it is still to be asked, looked at before every attempt
     */
    Question ask(Command command, BooleanSupplier wanted, Hearing hearing) {
        Question question = new Question(this, command, wanted, hearing);
        question.attempt();
        return question;
    }

    /** Whether an answer says nothing about what was asked: another attempt may be answered otherwise. */
    static boolean passing(Reply reply) {
        return reply instanceof Reply.Refused refused && passing(refused.code());
    }

    private static boolean passing(Reply.Code code) {
        return switch (code) {
            case TOO_MANY, NOT_LEADER, LEDGER, INTERNAL -> true;
            case NAME_TAKEN, KEY_REUSED, NOT_FOUND, VERSION_CONFLICT, UNPLACEABLE, IMPOSSIBLE, NODE_CONNECTED, IN_USE ->
                false;
        };
    }

    /** A coordinator to ask, most often the one that leads. */
    Optional<Replica> coordinator() {
        boolean wantLeader = chance.below(10) < OF_TEN_LEADER;
        List<Replica> running =
                cluster.replicas().stream().filter(Replica::running).toList();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Replica drawn = chance.any(running);
        return wantLeader ? cluster.leader().or(() -> Optional.of(drawn)) : Optional.of(drawn);
    }

    VirtualTime time() {
        return cluster.time();
    }

    Chance chance() {
        return chance;
    }

    Tally tally() {
        return tally;
    }
}
