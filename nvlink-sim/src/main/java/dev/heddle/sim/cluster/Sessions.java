package dev.heddle.sim.cluster;

/** The names of the sessions that the ledger's database knows. */
final class Sessions {

    private long opened;

    /** A name that no session had before. */
    String open(String process) {
        return process + "-" + ++opened;
    }
}
