package dev.heddle.sim.chaos;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Starts what ended by itself, not more than once a second each, as whoever runs a cluster would have it done. */
final class Keeper {

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Site site;
    private final Journal journal;
    private final Map<Daemon, Long> noticed = new HashMap<>();
    private int ends;

    Keeper(Site site, Journal journal) {
        this.site = site;
        this.journal = journal;
    }

    /** Looks after everything once. */
    void turn() throws IOException {
        for (Daemon each : site.all()) {
            if (!each.died()) {
                noticed.remove(each);
                continue;
            }
            Long since = noticed.get(each);
            if (since == null) {
                ends++;
                journal.say(each + " ended by itself with exit code " + each.exitCode());
                noticed.put(each, journal.now());
            } else if (journal.now() - since > PAUSE_NANOS) {
                each.start();
                noticed.remove(each);
            }
        }
    }

    /** How often something ended by itself. */
    int ends() {
        return ends;
    }
}
