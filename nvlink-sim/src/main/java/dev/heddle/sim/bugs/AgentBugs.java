package dev.heddle.sim.bugs;

import static dev.heddle.sim.bugs.Site.anywhere;
import static dev.heddle.sim.bugs.Site.apply;
import static dev.heddle.sim.bugs.Site.bug;
import static dev.heddle.sim.bugs.Site.coordinator;
import static dev.heddle.sim.bugs.Site.java;
import static dev.heddle.sim.bugs.Site.model;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/** Mistakes in the node agent. */
final class AgentBugs {

    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc OPTIONAL = java(Optional.class);
    private static final ClassDesc ACCEPTED = ClassDesc.of("dev.heddle.contract.proto.v1.Accepted");
    private static final ClassDesc STRING = ConstantDescs.CD_String;
    private static final ClassDesc RECORD = apply("AgentRecord");
    private static final ClassDesc STAMP = model("Stamp");
    private static final ClassDesc DESIRED = model("Desired");
    private static final ClassDesc SUBSTITUTES = ClassDesc.of(Substitutes.class.getName());

    private AgentBugs() {}

    static List<SeededBug> list() {
        return List.of(
                bug(
                        "no-agent-epoch",
                        "The agent obeys a deposed leader if the node generation is high enough.",
                        "I3",
                        apply("OrderPlanner", "isOlder", BOOLEAN, STAMP, STAMP)
                                .cut(Surgery.calls(SUBSTITUTES, "isOlderByGenerationAlone"))),
                bug(
                        "no-generation",
                        "The agent obeys orders of one epoch in whatever order they come.",
                        "I3",
                        apply("OrderPlanner", "isOlder", BOOLEAN, STAMP, STAMP)
                                .cut(Surgery.calls(SUBSTITUTES, "isOlderByEpochAlone"))),
                bug(
                        "equal-stamp-other-order",
                        "The agent obeys another order of the epoch and generation it has obeyed before.",
                        "I3",
                        apply("OrderPlanner", "isOtherOrderOfSameStamp", BOOLEAN, RECORD, DESIRED, STRING)
                                .cut(Surgery.answers(false))),
                bug(
                        "order-for-other-boot",
                        "The agent obeys what was meant for an earlier boot of its node.",
                        "I3",
                        apply("OrderPlanner", "isForOtherBoot", BOOLEAN, RECORD, DESIRED)
                                .cut(Surgery.answers(false))),
                bug(
                        "foreign-cluster-obeyed",
                        "Nobody minds that an agent is pinned to another cluster: not the coordinator, nor the agent.",
                        "I7",
                        coordinator("agents.Admission", "refusal", OPTIONAL, model("Hello"), model("ClusterId"), LONG)
                                .cut(Surgery.becomes(AgentBugs::empty)),
                        anywhere("dev.heddle.agent.connect.CoordinatorSession", "isForeign", BOOLEAN, ACCEPTED)
                                .cut(Surgery.answers(false)),
                        apply("OrderPlanner", "isForeign", BOOLEAN, RECORD, DESIRED)
                                .cut(Surgery.answers(false))),
                bug(
                        "unscrubbed-order-obeyed",
                        "An agent without a record obeys a leader that believes to know what its node holds.",
                        "I1",
                        apply("OrderPlanner", "isUnscrubbed", BOOLEAN, RECORD, DESIRED)
                                .cut(Surgery.answers(false))),
                bug(
                        "record-not-synced",
                        "The agent acts on an order whose epoch and generation are not on the disk yet.",
                        "I3",
                        apply("RecordStore", "save", VOID, RECORD).cut(Surgery.reads("DURABLE", "SHARED"))),
                bug(
                        "amnesia-taken-for-empty",
                        "An agent without a record believes that its node holds nothing.",
                        "I1",
                        apply("RecordStore", "amnesia", RECORD, model("NodeName"), model("BootId"))
                                .cut(Surgery.becomes(AgentBugs::clean))),
                bug(
                        "holders-not-looked-for",
                        "The agent reports a grant released while its processes still run.",
                        "I1",
                        apply("NodeEffects", "waitsFor", ClassDesc.of("java.util.Optional"), ConstantDescs.CD_List)
                                .cut(Surgery.becomes(AgentBugs::nothing))));
    }

    /** The record of a node that was scrubbed. */
    private static void clean(CodeBuilder code) {
        ClassDesc state = model("RecordState");
        code.aload(1)
                .aload(2)
                .invokestatic(ConstantDescs.CD_List, "of", MethodTypeDesc.of(ConstantDescs.CD_List), true)
                .invokestatic(
                        RECORD,
                        "amnesia",
                        MethodTypeDesc.of(RECORD, model("NodeName"), model("BootId"), ConstantDescs.CD_List))
                .getstatic(state, "INTACT", state)
                .invokevirtual(RECORD, "withState", MethodTypeDesc.of(RECORD, state))
                .areturn();
    }

    private static void nothing(CodeBuilder code) {
        ClassDesc optional = ClassDesc.of("java.util.Optional");
        code.invokestatic(optional, "empty", MethodTypeDesc.of(optional)).areturn();
    }

    /** {@code return Optional.empty()}. */
    private static void empty(CodeBuilder code) {
        code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
    }
}
