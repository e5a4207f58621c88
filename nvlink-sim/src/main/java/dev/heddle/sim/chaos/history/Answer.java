package dev.heddle.sim.chaos.history;

import java.util.List;

/** What a client was told. */
public sealed interface Answer {

    /**
     * The ComputeDomain exists.
     *
     * @param uid its identity
     * @param repeated whether an earlier request with the same key made it
     */
    record Made(String uid, boolean repeated) implements Answer {}

    /** Another ComputeDomain has the name. */
    record Taken() implements Answer {}

    /**
     * It gives back.
     *
     * @param uid its identity
     */
    record Ending(String uid) implements Answer {}

    /** It was there and nothing is left of it. */
    record Ended() implements Answer {}

    /** There is none of that name. */
    record Absent() implements Answer {}

    /**
     * It looks like this.
     *
     * @param uid its identity
     * @param phase its phase
     * @param held GPUs and channels that it is seen to hold
     */
    record Shown(String uid, String phase, List<String> held) implements Answer {

        /** Copies the list. */
        public Shown {
            held = List.copyOf(held);
        }

        /** Whether it gives back. */
        public boolean ending() {
            return phase.equalsIgnoreCase("Releasing");
        }
    }

    /**
     * It was refused for another reason and had no effect.
     *
     * @param status status of the answer
     */
    record Refused(int status) implements Answer {}

    /**
     * No answer, or one that does not say whether it was done.
     *
     * @param why for people
     */
    record Unknown(String why) implements Answer {}
}
