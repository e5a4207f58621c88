package dev.heddle.sim.bugs;

import static dev.heddle.sim.bugs.Site.allocation;
import static dev.heddle.sim.bugs.Site.anywhere;
import static dev.heddle.sim.bugs.Site.bug;
import static dev.heddle.sim.bugs.Site.engine;
import static dev.heddle.sim.bugs.Site.model;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Mistakes between the engine and its ledger. */
final class LedgerBugs {

    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc LIST = ConstantDescs.CD_List;
    private static final ClassDesc LEDGER = engine("port.Ledger");
    private static final ClassDesc CORE = engine("EngineCore");
    private static final ClassDesc FLIGHT = engine("Flight");
    private static final ClassDesc ASKED = engine("Flight$Asked");
    private static final ClassDesc DECISION = allocation("Decision");
    private static final ClassDesc IMAGE = allocation("Image");
    private static final ClassDesc BATCH = engine("Batch");
    private static final ClassDesc RESULT = engine("Committer$Result");

    private LedgerBugs() {}

    static List<SeededBug> list() {
        return List.of(
                bug(
                        "no-compare-and-set",
                        "A record is overwritten whatever version it has.",
                        "I1",
                        committer("ignoringVersions"),
                        anywhere(
                                        "dev.heddle.sim.cluster.LedgerStore",
                                        "isOther",
                                        BOOLEAN,
                                        ConstantDescs.CD_long,
                                        engine("port.Ledger$Write"))
                                .cut(Surgery.answers(false))),
                bug(
                        "no-store-epoch",
                        "The ledger takes writes of a deposed leader.",
                        "I8",
                        committer("ignoringEpochs")),
                bug(
                        "acknowledge-before-commit",
                        "A client is answered when its command is decided, before anything is in the ledger.",
                        "I4",
                        engine("EngineCore", "queue", VOID, FLIGHT).cut(Surgery.doesFirst(LedgerBugs::answer))),
                bug(
                        "reader-sees-overlay",
                        "Readers, agents and standbys are shown events that are decided and not committed.",
                        "I4",
                        engine("EngineCore", "queue", VOID, FLIGHT).cut(Surgery.doesFirst(LedgerBugs::show))),
                bug(
                        "read-reply-before-commit",
                        "A reply without events of its own does not wait for the commits that it rests on.",
                        "I4",
                        engine("EngineCore", "queue", VOID, FLIGHT).cut(Surgery.doesFirst(LedgerBugs::answerReads))),
                bug(
                        "reservation-leaked",
                        "After a failed commit, what it reserved stays reserved in memory.",
                        "I8",
                        engine("EngineCore", "dropOverlay", VOID).cut(Surgery.doesNothing())),
                bug(
                        "word-overtakes-its-unit",
                        "What an agent says is seen before what was decided about its own unit is in the ledger.",
                        "I8",
                        engine("Flights", "concern", BOOLEAN, model("UnitId")).cut(Surgery.answers(false))),
                bug(
                        "unknown-outcome-believed",
                        "A commit that timed out is taken for done.",
                        "I4",
                        engine("Committer", "unknown", RESULT, BATCH, ConstantDescs.CD_String)
                                .cut(Surgery.becomes(LedgerBugs::committed))),
                bug(
                        "conflict-believed",
                        "A version conflict is taken for the writer's own earlier attempt.",
                        "I4",
                        engine("Committer", "ours", BOOLEAN, BATCH, engine("Batch$Change"), ConstantDescs.CD_long)
                                .cut(Surgery.answers(true))),
                bug(
                        "erased-after-its-units",
                        "A batch takes units' grants back before the ledger knows that their ComputeDomain ends.",
                        "I6",
                        engine("Batch", "isKnownToEnd", BOOLEAN, allocation("Event$ComputeDomainErased"), IMAGE)
                                .cut(Surgery.answers(true))));
    }

    /** {@code ledger = CarelessLedger.ignoring...(ledger)} before a committer takes it. */
    private static Cut committer(String ignoring) {
        return engine("Committer", ConstantDescs.INIT_NAME, VOID, LEDGER, engine("port.RecordCodec"))
                .cut(Surgery.doesFirst(code -> code.aload(1)
                        .invokestatic(
                                ClassDesc.of(CarelessLedger.class.getName()),
                                ignoring,
                                MethodTypeDesc.of(LEDGER, LEDGER))
                        .astore(1)));
    }

    /** {@code answer(flight.asked(), flight.decision().reply())}. */
    private static void answer(CodeBuilder code) {
        code.aload(1)
                .invokevirtual(FLIGHT, "asked", MethodTypeDesc.of(ASKED))
                .aload(1)
                .invokevirtual(FLIGHT, "decision", MethodTypeDesc.of(DECISION))
                .invokevirtual(DECISION, "reply", MethodTypeDesc.of(allocation("Reply")))
                .invokestatic(CORE, "answer", MethodTypeDesc.of(VOID, ASKED, allocation("Reply")));
    }

    /** {@code if (flight.durable().isEmpty()) answer(...)}. */
    private static void answerReads(CodeBuilder code) {
        code.aload(1)
                .invokevirtual(FLIGHT, "durable", MethodTypeDesc.of(LIST))
                .invokeinterface(LIST, "isEmpty", MethodTypeDesc.of(BOOLEAN))
                .ifThen(LedgerBugs::answer);
    }

    /** {@code show(committed, flight.decision().after(), flight.decision().events())}. */
    private static void show(CodeBuilder code) {
        code.aload(0)
                .aload(0)
                .getfield(CORE, "committed", IMAGE)
                .aload(1)
                .invokevirtual(FLIGHT, "decision", MethodTypeDesc.of(DECISION))
                .invokevirtual(DECISION, "after", MethodTypeDesc.of(IMAGE))
                .aload(1)
                .invokevirtual(FLIGHT, "decision", MethodTypeDesc.of(DECISION))
                .invokevirtual(DECISION, "events", MethodTypeDesc.of(LIST))
                .invokevirtual(CORE, "show", MethodTypeDesc.of(VOID, IMAGE, IMAGE, LIST));
    }

    /** {@code return new Result(batch, new End.Committed())}. */
    private static void committed(CodeBuilder code) {
        ClassDesc end = engine("Committer$End");
        ClassDesc committed = engine("Committer$End$Committed");
        code.new_(RESULT)
                .dup()
                .aload(0)
                .new_(committed)
                .dup()
                .invokespecial(committed, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .invokespecial(RESULT, ConstantDescs.INIT_NAME, MethodTypeDesc.of(VOID, BATCH, end))
                .areturn();
    }
}
