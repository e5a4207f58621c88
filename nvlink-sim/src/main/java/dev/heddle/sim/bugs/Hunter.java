package dev.heddle.sim.bugs;

import dev.heddle.sim.cluster.run.HuntMain;

/** Something that finds bugs. */
sealed interface Hunter {

    /** What it is called. */
    String name();

    /** Class that is run with the bug. */
    String entry();

    /** What it is given, where it may look for so many seconds. */
    String argument(long seconds);

    /**
     * Random histories of one small ledger unit.
     *
     * @param scope what may happen in them
     * @param seed what they are drawn from
     */
    record Walks(String scope, long seed) implements Hunter {

        private static final String ENTRY = "dev.heddle.sim.exhaustive.SearchMain";
        private static final long MOST_SECONDS = 150;

        @Override
        public String name() {
            return "walks of seed " + seed + " through " + scope;
        }

        @Override
        public String entry() {
            return ENTRY;
        }

        @Override
        public String argument(long seconds) {
            return "walks " + scope + " " + seed + " " + Math.min(seconds, MOST_SECONDS);
        }
    }

    /**
     * One cluster under virtual time. Only one: what is found says something of the bug as far as the very same cluster
     * shows nothing without it.
     *
     * @param seed what the faults and users are drawn from
     * @param hours hours simulated
     * @param racks racks simulated
     * @param faults kinds of faults, separated by commas
     */
    record Cluster(long seed, double hours, int racks, String faults) implements Hunter {

        private static final String ENTRY = HuntMain.class.getName();
        private static final long ONE_RUN = 0;

        @Override
        public String name() {
            return "a cluster of seed " + seed + " with faults " + faults;
        }

        @Override
        public String entry() {
            return ENTRY;
        }

        @Override
        public String argument(long seconds) {
            return seed + " " + hours + " " + racks + " " + faults + " " + ONE_RUN;
        }
    }
}
