package dev.heddle.sim.cluster.nemesis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that may go wrong in a simulated cluster. */
public enum FaultKind {
    /** kill -9 of a coordinator. */
    COORDINATOR_CRASH(10, "A coordinator dies by kill -9 and is started again."),
    /** kill -9 round a call to the ledger. */
    COORDINATOR_CRASH_AT_CALL(20, "A coordinator dies right before or after one of its next calls to the ledger."),
    /** SIGSTOP of a coordinator. */
    COORDINATOR_PAUSE(15, "A coordinator stands still for 20 ms to 40 s."),
    /** SIGSTOP round a call to the ledger. */
    COORDINATOR_PAUSE_AT_CALL(20, "A coordinator stands still right before or after one of its next ledger calls."),
    /** SIGTERM of a coordinator. */
    COORDINATOR_STOP(8, "A coordinator is stopped as it should be and started again."),
    /** kill -9 of all. */
    COORDINATORS_KILLED(3, "Every coordinator dies by kill -9 at the same moment."),
    /** An upgrade, and back. */
    COORDINATOR_RELEASE(2, "Coordinators are restarted as another release, and later as the first one."),
    /** The wall clock of a coordinator. */
    COORDINATOR_CLOCK_STEP(5, "The wall clock of a coordinator jumps by up to a day, and is set right later."),
    /** The monotonic clock of a coordinator. */
    COORDINATOR_CLOCK_DRIFT(6, "The monotonic clock of a coordinator runs at half to twice its speed for a while."),
    /** A coordinator without processor time. */
    COORDINATOR_SLOW(6, "Every step of a coordinator takes longer for a while."),

    /** kill -9 of an agent. */
    AGENT_CRASH(8, "A node agent dies by kill -9 and is started again."),
    /** kill -9 of an agent among its steps. */
    AGENT_CRASH_AT_STEP(12, "A node agent dies before, in or after one of its next steps on the node."),
    /** Power loss among an agent's steps. */
    NODE_POWER_LOSS_AT_STEP(10, "A node loses its power before, in or after one of its agent's next steps."),
    /** A node boots anew. */
    NODE_REBOOT(8, "A node loses its power and boots anew."),
    /** SIGSTOP of an agent. */
    AGENT_PAUSE(10, "A node agent stands still for 20 ms to 40 s."),
    /** SIGTERM of an agent. */
    AGENT_STOP(5, "A node agent is stopped as it should be and started again."),
    /** Two agents on one node. */
    SECOND_AGENT(3, "A second agent is started on a node where one runs."),
    /** The wall clock of an agent. */
    AGENT_CLOCK_STEP(3, "The wall clock of a node jumps by up to a day, and is set right later."),
    /** The monotonic clock of an agent. */
    AGENT_CLOCK_DRIFT(3, "The monotonic clock of a node agent runs at half to twice its speed for a while."),
    /** A disk that lies. */
    LOST_SYNCS(5, "The disk of a node reports syncs as done that it did not do."),
    /** An agent's record. */
    RECORD_TAMPERED(5, "The record of a node agent is lost, torn, flipped in a bit, or another node's."),
    /** ENOSPC. */
    DISK_FULL(5, "The disk of a node is full for a while."),
    /** A driver that takes its time. */
    DRIVER_SLOW(3, "The driver of a node answers slowly for a while."),

    /** Between an agent and a coordinator. */
    CUT_AGENT(10, "A node and a coordinator do not reach each other, one way or both."),
    /** Between two coordinators. */
    CUT_COORDINATORS(10, "Two coordinators do not reach each other, one way or both."),
    /** Between a coordinator and the ledger. */
    CUT_LEDGER(12, "A coordinator and the ledger do not reach each other, one way or both."),
    /** A coordinator alone. */
    COORDINATOR_ISOLATED(8, "A coordinator reaches nobody, and nobody reaches it."),
    /** Ways close one by one. */
    SWIZZLE_CLOG(5, "The ways of a machine are blocked one by one, and opened again in another order."),
    /** A stream breaks. */
    STREAM_BREAK(8, "A stream between an agent and a coordinator breaks, and both hear of it."),
    /** A stream breaks for one side. */
    STREAM_HALF_OPEN(8, "A stream breaks, and only one of its ends hears of it."),
    /** A stream stands still. */
    STREAM_STALL(8, "A stream carries nothing for a while; what was sent comes later."),
    /** Many streams stand still. */
    LATE_BURST(4, "Many streams at once carry nothing for a while; what was sent comes later, all together."),

    /** Another cluster's coordinator. */
    AGENT_ASTRAY(3, "An agent reaches the coordinator of another cluster for a while, in place of its own."),

    /** The ledger is gone for a while. */
    LEDGER_DOWN(6, "The ledger answers nobody for a while."),
    /** Committed, not said. */
    LEDGER_ANSWERS_LOST(12, "The ledger commits, and its answer is lost."),
    /** Neither committed nor said. */
    LEDGER_COMMITS_LOST(8, "The ledger does not commit, and does not say so."),
    /** Committed later than anyone waits. */
    LEDGER_COMMITS_LATE(10, "The ledger commits after the coordinator gave up, unless the session was ended."),
    /** A lock that is not given back. */
    LEDGER_EPOCH_LOCKED(6, "A stuck session keeps the row of the epoch locked."),
    /** Slow answers. */
    LEDGER_SLOW(6, "The ledger takes long for each call."),
    /** Answers that say no. */
    LEDGER_REFUSES(5, "The ledger refuses writes as wrong data."),
    /** The lease is gone. */
    LEDGER_LEASE_DELETED(6, "The row of the lease is deleted."),
    /** A backup is put back. */
    LEDGER_RESTORED(1, "Every coordinator ends and the ledger is put back to how it was 1 to 60 s before."),

    /** The grid forgets a part. */
    GRID_LOST(6, "The grid forgets a part of its entries."),
    /** The grid forgets all. */
    GRID_CLEARED(3, "The grid forgets everything."),
    /** The grid remembers what is over. */
    GRID_RESURRECTED(5, "Entries of the grid are again what they were some time ago."),
    /** Events do not come. */
    GRID_EVENTS_LOST(5, "The grid does not tell its listeners of some changes."),
    /** Events come twice. */
    GRID_EVENTS_REPEATED(4, "The grid tells its listeners of some changes twice."),
    /** Events come late. */
    GRID_EVENTS_LATE(5, "The grid tells its listeners of changes late."),
    /** A proxy that tries again. */
    LEDGER_COMMITS_REPEATED(
            8, "What carries commits to the ledger brings changes of records twice, the second time late."),
    /** A migration that never ends. */
    GRID_STUCK(4, "A part of the grid does not answer a coordinator until that joins the grid anew."),

    /** A GPU is gone. */
    GPU_LOST(6, "A GPU falls off the bus, and is reset later."),
    /** A link is down. */
    LINK_DOWN(6, "An NVLink is down for a while."),
    /** A tray is pulled. */
    TRAY_PULLED(6, "A compute tray is pulled, and put back later."),
    /** A rack is parted. */
    CLIQUE_SPLIT(3, "Some trays of a rack become a clique of their own for a while, under live grants."),
    /** A rack has another partition. */
    RE_PARTITION(2, "A whole rack becomes another clique for a while, under live grants."),
    /** An IMEX daemon dies. */
    IMEX_KILLED(5, "The IMEX daemon of a node dies, and is started again later."),
    /** Workloads that stay. */
    STUBBORN_WORKLOADS(6, "Workloads do not end when they should."),

    /** An operator fences. */
    NODE_FENCED(6, "An operator declares a node off that has no power; it stays off until that is answered."),
    /** An operator cordons. */
    NODE_CORDONED(4, "An operator cordons nodes, and opens them again later."),
    /** An operator forgets. */
    NODE_FORGOTTEN(4, "An operator removes a node that is off or cut off; it comes back later.");

    private final int share;
    private final String description;

    FaultKind(int share, String description) {
        this.share = share;
        this.description = description;
    }

    /** As a user writes it: {@code coordinator-crash}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** How often it is drawn, compared with the others. */
    int share() {
        return share;
    }

    /** The kind of that name. */
    public static Optional<FaultKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
