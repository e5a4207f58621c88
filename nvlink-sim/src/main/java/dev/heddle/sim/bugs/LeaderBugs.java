package dev.heddle.sim.bugs;

import static dev.heddle.sim.bugs.Site.allocation;
import static dev.heddle.sim.bugs.Site.bug;
import static dev.heddle.sim.bugs.Site.coordinator;
import static dev.heddle.sim.bugs.Site.engine;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Mistakes in how a leader begins and ends. */
final class LeaderBugs {

    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc STRING = ConstantDescs.CD_String;
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final ClassDesc OPTIONAL_LONG = ClassDesc.of("java.util.OptionalLong");
    private static final ClassDesc IMAGE = allocation("Image");
    private static final ClassDesc TENURE = coordinator("leadership.Tenure");

    private LeaderBugs() {}

    static List<SeededBug> list() {
        return List.of(
                bug(
                        "stale-read-decides",
                        "A new leader decides on what was replicated to it, not on what the ledger holds.",
                        "I8",
                        engine("EngineTurns", "lead", VOID, LONG, IMAGE)
                                .cut(Surgery.doesFirst(LeaderBugs::replicated))),
                bug(
                        "deposed-leader-goes-on",
                        "An engine is not told that its lease has ended.",
                        "I7",
                        engine("EngineTurns", "deposed", VOID, STRING).cut(Surgery.doesNothing())),
                bug(
                        "higher-epoch-ignored",
                        "A leader goes on though the ledger or an agent knows a higher epoch.",
                        "I5",
                        engine("EngineTurns", "reignEnded", VOID, engine("Reign"), OPTIONAL)
                                .cut(Surgery.doesNothing())),
                bug(
                        "refused-take-over-dropped",
                        "A take-over that the ledger refused is not made up for.",
                        "I5",
                        engine("EngineCore", "makeUp", VOID).cut(Surgery.doesNothing())),
                bug(
                        "refused-doubt-dropped",
                        "That the ledger was set back is forgotten when the ledger refuses to write it.",
                        "I1",
                        engine("EngineCore", "isDoubt", BOOLEAN, allocation("Command"))
                                .cut(Surgery.answers(false))),
                bug(
                        "lease-deadline-ignored",
                        "A leader goes on when its lease was not renewed in time.",
                        "I7",
                        coordinator("leadership.Tenure", "over", STRING, LONG).cut(Surgery.becomes(LeaderBugs::lost)),
                        coordinator("leadership.Tenure", "renewed", VOID, LONG, LONG, LONG)
                                .cut(Surgery.becomes(LeaderBugs::renewed))),
                bug(
                        "lease-not-awaited",
                        "A replica takes the lease over before it has run out.",
                        "I5",
                        coordinator("leadership.LeaseSight", "vacant", BOOLEAN, STRING, BOOLEAN)
                                .cut(Surgery.answers(true))),
                bug(
                        "old-leader-not-ended",
                        "A new leader leaves the last one's database sessions open.",
                        "I5",
                        coordinator("leadership.LeaseAsker", "endSessions", VOID, OPTIONAL)
                                .cut(Surgery.doesNothing())),
                bug(
                        "epoch-not-raised",
                        "A new leader leads under the last one's epoch.",
                        "I5",
                        coordinator("leadership.LeaseAsker", "raise", OPTIONAL_LONG, LONG, OPTIONAL, LONG)
                                .cut(Surgery.doesFirst(LeaderBugs::sameEpoch))));
    }

    /** {@code loaded = Substitutes.replicated(loaded, image, epoch)}. */
    private static void replicated(CodeBuilder code) {
        code.aload(3)
                .aload(0)
                .getfield(engine("EngineTurns"), "image", IMAGE)
                .lload(1)
                .invokestatic(
                        ClassDesc.of(Substitutes.class.getName()),
                        "replicated",
                        MethodTypeDesc.of(IMAGE, IMAGE, IMAGE, LONG))
                .astore(3);
    }

    /** {@code return lost}. */
    private static void lost(CodeBuilder code) {
        code.aload(0).getfield(TENURE, "lost", STRING).areturn();
    }

    /** {@code renewedAt = sentAt; deadline = newDeadline}. */
    private static void renewed(CodeBuilder code) {
        code.aload(0)
                .lload(1)
                .putfield(TENURE, "renewedAt", LONG)
                .aload(0)
                .lload(3)
                .putfield(TENURE, "deadline", LONG)
                .return_();
    }

    /** {@code if (seenEpoch > 0) return OptionalLong.of(seenEpoch)}. */
    private static void sameEpoch(CodeBuilder code) {
        code.lload(1)
                .lconst_0()
                .lcmp()
                .ifThen(
                        Opcode.IFGT,
                        again -> again.lload(1)
                                .invokestatic(OPTIONAL_LONG, "of", MethodTypeDesc.of(OPTIONAL_LONG, LONG))
                                .areturn());
    }
}
