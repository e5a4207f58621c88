package dev.heddle.sim.exhaustive;

/** What takes one state to the next; kept as a number, shown as words. */
enum Action {
    START("the cluster is formed"),
    ELECT("%s is elected, the former leader does not know it"),
    REELECT("the newer leader dies, %s is elected"),
    CREATE("leader %d is asked to create ComputeDomain %s"),
    DELETE("leader %d is asked to delete ComputeDomain %s"),
    FENCE("leader %d is told that node %s is off"),
    WRITE("leader %d writes to the ledger (%s)"),
    HEAR_LEDGER("leader %d hears the ledger's answer"),
    REPORT("leader %d hears node %s"),
    REPORT_LATER("leader %d will hear late what node %s says now"),
    LATE_REPORT("leader %d hears late what node %s said"),
    STREAM_LOST("leader %d takes the stream of node %s for closed"),
    ORDER("leader %d gives node %s its order"),
    ORDER_LATER("leader %d gives node %s an order that comes late"),
    LATE_ORDER("a late order comes to node %2$s"),
    ORDER_DEATH("leader %d gives node %s its order, the agent dies over it"),
    WORKLOADS_END("processes without a grant end on node %2$s"),
    AGENT_STARTS("the agent of node %2$s starts again"),
    POWER_LOST("node %2$s loses power"),
    POWER_BACK("node %2$s has power again"),
    RECORD_LOST("the agent of node %2$s loses its record"),
    RESTORE("an older ledger is put back");

    private static final int SHIFT = 8;
    private static final int MASK = (1 << SHIFT) - 1;

    private final String words;

    Action(String words) {
        this.words = words;
    }

    /** As a number. */
    int code(int leader, int index) {
        return ordinal() << 2 * SHIFT | leader << SHIFT | index;
    }

    /** For people. */
    static String told(int code) {
        Action action = values()[code >>> 2 * SHIFT];
        int leader = code >>> SHIFT & MASK;
        int index = code & MASK;
        String about = switch (action) {
            case CREATE, DELETE -> Scope.computeDomain(index);
            case WRITE -> index == MASK ? "answered" : "answer lost after " + index + " records";
            default -> String.valueOf(index);
        };
        return action == ELECT || action == REELECT
                ? action.words.formatted("a coordinator")
                : action.words.formatted(leader + 1, about);
    }

    /** {@link #WRITE} whose answer comes. */
    static final int ANSWERED = MASK;
}
