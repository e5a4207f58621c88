package dev.heddle.sim.bugs;

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
        private static final long MOST_SECONDS = 50;

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
     * Whole clusters under virtual time, one after the other, each of the next seed.
     *
     * @param seed what the faults and users of the first are drawn from
     * @param hours hours simulated of each
     * @param racks racks simulated
     * @param faults kinds of faults, separated by commas
     */
    record Cluster(long seed, double hours, int racks, String faults) implements Hunter {

        private static final String ENTRY = "dev.heddle.sim.cluster.run.HuntMain";

        @Override
        public String name() {
            return "clusters from seed " + seed + " with faults " + faults;
        }

        @Override
        public String entry() {
            return ENTRY;
        }

        @Override
        public String argument(long seconds) {
            return seed + " " + hours + " " + racks + " " + faults + " " + seconds;
        }
    }
}
