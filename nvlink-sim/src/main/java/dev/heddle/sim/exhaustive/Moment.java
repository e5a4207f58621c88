package dev.heddle.sim.exhaustive;

/** What the numbers of a state mean. */
final class Moment {

    /** The ledger. */
    static final int STORE = 0;

    /** First of the two that believe to lead, the newer first; 0 = none. */
    static final int LEADERS = 1;

    /** First of the two nodes. */
    static final int NODES = 3;

    /** First of the two reports that may come late: word * 2 + which leader it goes to; 0 = none. */
    static final int LATE_WORDS = 5;

    /** First of the two orders that may come late; 0 = none. */
    static final int LATE_ORDERS = 7;

    /** What has gone wrong, see {@link Mishap}. */
    static final int MISHAPS = 9;

    /** Bit {@code i}: ComputeDomain {@code i} was asked for; bit {@code i + 2}: its end was. */
    static final int ASKED = 10;

    /** Numbers of a state. */
    static final int WIDTH = 11;

    private static final int DELETED = 2;

    private Moment() {}

    static boolean isCreated(int asked, int index) {
        return (asked >> index & 1) != 0;
    }

    static boolean isDeleted(int asked, int index) {
        return (asked >> index + DELETED & 1) != 0;
    }

    static int created(int asked, int index) {
        return asked | 1 << index;
    }

    static int deleted(int asked, int index) {
        return asked | 1 << index + DELETED;
    }
}
