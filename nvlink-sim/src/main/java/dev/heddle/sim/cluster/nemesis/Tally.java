package dev.heddle.sim.cluster.nemesis;

import dev.heddle.coordinator.allocation.Reply;

/** Counts what clients asked and what they heard. */
final class Tally {

    private long asked;
    private long acknowledged;
    private long refused;
    private long unknown;

    void asked() {
        asked++;
    }

    void heard(Reply reply) {
        if (reply instanceof Reply.Refused) {
            refused++;
        } else {
            acknowledged++;
        }
    }

    void unheard() {
        unknown++;
    }

    Users.Counts counts() {
        return new Users.Counts(asked, acknowledged, refused, unknown);
    }
}
