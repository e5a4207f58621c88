package dev.heddle.sim.bugs;

import static dev.heddle.sim.bugs.Site.bug;
import static dev.heddle.sim.bugs.Site.coordinator;
import static dev.heddle.sim.bugs.Site.engine;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Mistakes between replicas: what standbys show, and what a leader hears of other replicas' agents. */
final class ReplicationBugs {

    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc CELL = coordinator("replication.Cell");
    private static final ClassDesc CHANGE = engine("Engine$Change");
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final ClassDesc NUMBERS = coordinator("agents.SessionNumbers");

    private ReplicationBugs() {}

    static List<SeededBug> list() {
        return List.of(
                bug(
                        "merge-by-arrival",
                        "Of two values in the grid, what comes last stands, however old it is.",
                        "I8",
                        coordinator("replication.Cell", "newerThan", BOOLEAN, CELL)
                                .cut(Surgery.answers(false)),
                        coordinator(
                                        "replication.Assembly",
                                        "newer",
                                        BOOLEAN,
                                        coordinator("replication.Assembly$Waiting"))
                                .cut(Surgery.answers(true))),
                bug(
                        "mixed-picture-shown",
                        "A standby shows parts of two versions as one picture.",
                        "I5",
                        coordinator("replication.Assembly", "isWhole", BOOLEAN, coordinator("replication.Head"))
                                .cut(Surgery.answers(true))),
                bug(
                        "readers-go-back",
                        "A replica that led shows what is older than what it has shown.",
                        "I4",
                        engine("EngineTurns", "follow", VOID, CHANGE).cut(Surgery.becomes(ReplicationBugs::show))),
                bug(
                        "relay-tells-once",
                        "A new leader is not told what a replica's agents said to the last one.",
                        "I5",
                        coordinator("replication.Hearsay", "tellAgain", VOID).cut(Surgery.doesNothing())),
                bug(
                        "lost-replica-not-buried",
                        "Agents of a replica that is gone count as connected for ever.",
                        "I5",
                        coordinator("replication.Relay", "buryLost", VOID, ConstantDescs.CD_Set)
                                .cut(Surgery.doesNothing())),
                bug(
                        "refusal-ignored",
                        "A standby whose order an agent refused as old keeps the agent, and its picture.",
                        "I5",
                        coordinator("agents.AgentSession", "leaveIfBehind", VOID, OPTIONAL)
                                .cut(Surgery.doesNothing())),
                bug(
                        "sessions-numbered-from-one",
                        "A replica numbers its sessions from one, whatever was heard of the node before.",
                        "I5",
                        coordinator("agents.SessionNumbers", "next", LONG, LONG)
                                .cut(Surgery.becomes(ReplicationBugs::count))));
    }

    /** {@code show(change)}. */
    private static void show(CodeBuilder code) {
        code.aload(0)
                .aload(1)
                .invokevirtual(engine("EngineTurns"), "show", MethodTypeDesc.of(VOID, CHANGE))
                .return_();
    }

    /** {@code return last.incrementAndGet()}. */
    private static void count(CodeBuilder code) {
        ClassDesc counter = Site.java(AtomicLong.class);
        code.aload(0)
                .getfield(NUMBERS, "last", counter)
                .invokevirtual(counter, "incrementAndGet", MethodTypeDesc.of(LONG))
                .lreturn();
    }
}
