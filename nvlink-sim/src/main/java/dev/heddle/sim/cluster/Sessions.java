package dev.heddle.sim.cluster;

import dev.heddle.sim.virtual.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sessions that the ledger's database knows, with what was sent to it in them and has not arrived yet. */
final class Sessions {

    private final VirtualTime time;
    private final Map<String, List<VirtualTime.Entry>> pending = new HashMap<>();
    private long opened;

    Sessions(VirtualTime time) {
        this.time = time;
    }

    /** A name that no session had before. */
    String open(String process) {
        return process + "-" + ++opened;
    }

    /** Something sent in a session arrives at {@code nanos}, unless the session is ended by then. */
    void at(String session, long nanos, Runnable arrival) {
        pending.computeIfAbsent(session, key -> new ArrayList<>()).add(time.at(nanos, "late commit", arrival));
    }

    /** Ends the sessions of this name; what has not arrived never will. */
    int end(String session) {
        List<VirtualTime.Entry> ended = pending.remove(session);
        if (ended == null) {
            return 0;
        }
        ended.forEach(VirtualTime.Entry::cancel);
        return ended.size();
    }

    /** Ends every session: the database itself ended. */
    void endAll() {
        pending.values().forEach(ended -> ended.forEach(VirtualTime.Entry::cancel));
        pending.clear();
    }
}
