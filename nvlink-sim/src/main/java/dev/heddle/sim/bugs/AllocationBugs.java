package dev.heddle.sim.bugs;

import static dev.heddle.sim.bugs.Site.allocation;
import static dev.heddle.sim.bugs.Site.bug;
import static dev.heddle.sim.bugs.Site.java;
import static dev.heddle.sim.bugs.Site.model;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/** Mistakes in what the coordinator decides. */
final class AllocationBugs {

    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc OPTIONAL = java(Optional.class);
    private static final ClassDesc SET = ConstantDescs.CD_Set;
    private static final ClassDesc IMAGE = allocation("Image");
    private static final ClassDesc CONTEXT = allocation("Context");
    private static final ClassDesc DRAFT = allocation("Draft");
    private static final ClassDesc NODE = allocation("UnitNode");
    private static final ClassDesc UNIT = allocation("UnitState");
    private static final ClassDesc MEMBER = allocation("UnitGrant$Member");
    private static final ClassDesc APPLIED = model("Applied");
    private static final ClassDesc VIEW = ClassDesc.of("dev.heddle.coordinator.health.NodeView");
    private static final ClassDesc OBSERVATION = ClassDesc.of("dev.heddle.coordinator.topology.NodeObservation");

    private AllocationBugs() {}

    static List<SeededBug> list() {
        return List.of(
                bug(
                        "release-frees-at-once",
                        "A deleted ComputeDomain's GPUs are free before their node has confirmed it.",
                        "I1",
                        allocation("Ending", "isKnownOff", BOOLEAN, NODE).cut(Surgery.answers(true))),
                bug(
                        "stale-report-frees",
                        "A report made before the order to give back frees what it does not list.",
                        "I1",
                        allocation("Applying", "isReleased", BOOLEAN, MEMBER, ConstantDescs.CD_long)
                                .cut(Surgery.calls(
                                        ClassDesc.of(Substitutes.class.getName()), "isReleasedWhateverWasKnown"))),
                bug(
                        "report-under-other-epoch",
                        "A report under a deposed leader's epoch frees grants.",
                        "I1",
                        allocation("Applying", "isUnderEpochOf", BOOLEAN, IMAGE, APPLIED)
                                .cut(Surgery.answers(true))),
                bug(
                        "old-boot-fences",
                        "What a node had applied under its former boot counts as the word of the one that is scrubbed.",
                        "I1",
                        allocation("Applying", "isFromAdoptedBoot", BOOLEAN, VIEW, NODE, APPLIED)
                                .cut(Surgery.answers(true)),
                        allocation("Applying", "isScrubbed", BOOLEAN, NODE, ConstantDescs.CD_long)
                                .cut(Surgery.calls(
                                        ClassDesc.of(Substitutes.class.getName()), "isScrubbedWhateverWasKnown"))),
                bug(
                        "amnesia-trusted",
                        "The word of an agent that lost its record frees what it forgot.",
                        "I1",
                        allocation("Applying", "isTrusted", BOOLEAN, APPLIED).cut(Surgery.answers(true))),
                bug(
                        "fence-frees-live-grants",
                        "Fencing a node frees grants that nobody has deleted.",
                        "I6",
                        allocation("Operating", "isFreedByFence", BOOLEAN, MEMBER)
                                .cut(Surgery.answers(true))),
                bug(
                        "reboot-not-scrubbed",
                        "A node that came back under another boot is trusted as it is.",
                        "I5",
                        allocation("Adopting", "isRebooted", BOOLEAN, VIEW, NODE)
                                .cut(Surgery.answers(false))),
                bug(
                        "old-session-counts",
                        "What an agent said in an older session replaces what it said since.",
                        "I1",
                        allocation("Observing", "isOutdated", BOOLEAN, OBSERVATION, OBSERVATION)
                                .cut(Surgery.answers(false))),
                bug(
                        "generation-not-raised",
                        "A node's desired state changes without a higher generation.",
                        "I3",
                        allocation("UnitNode", "bumped", NODE).cut(Surgery.returnsArgument(0))),
                bug(
                        "quarantine-ignored",
                        "A channel that ended uncleanly is granted again while a process may hold it.",
                        "I2",
                        allocation("Channels", "keptBack", SET, allocation("UnitRecord"))
                                .cut(Surgery.becomes(AllocationBugs::emptySet))),
                bug(
                        "channel-not-unique",
                        "Channels that other ComputeDomains hold are not looked at when one is chosen.",
                        "I2",
                        allocation("Channels", "taken", SET, UNIT).cut(Surgery.becomes(AllocationBugs::emptySet))),
                bug(
                        "unowned-grant-kept",
                        "A new leader leaves grants that no ComputeDomain's record names.",
                        "I5",
                        allocation("TakingOver", "undo", VOID, DRAFT, UNIT).cut(Surgery.doesNothing())),
                bug(
                        "saga-not-undone",
                        "A new leader neither undoes what is half granted nor finishes what is half released.",
                        "I6",
                        allocation("TakingOver", "settle", VOID, DRAFT, allocation("ComputeDomainRecord"))
                                .cut(Surgery.doesNothing())),
                bug(
                        "stray-kept-forming",
                        "A ComputeDomain whose clique was split before it was Ready is not placed anew.",
                        "I5",
                        allocation("Forming", "isStray", BOOLEAN, allocation("Formation"))
                                .cut(Surgery.answers(false))),
                bug(
                        "empty-desired",
                        "A replica that does not know a node's record tells the node to release everything.",
                        "I6",
                        allocation("DesiredState", "of", OPTIONAL, IMAGE, model("NodeName"))
                                .cut(Surgery.returnsThrough(
                                        ClassDesc.of(Substitutes.class.getName()), "emptyWhereUnknown"))),
                bug(
                        "restored-ledger-believed",
                        "A ledger that is older than what its agents were told is believed.",
                        "I6",
                        allocation("Restoring", "isBehind", BOOLEAN, VIEW, NODE).cut(Surgery.answers(false)),
                        allocation("UnitRecord", "doubted", allocation("UnitRecord"))
                                .cut(Surgery.returnsArgument(0))),
                bug(
                        "unheard-node-granted",
                        "A node that has not obeyed the new leader yet is granted.",
                        "I7",
                        allocation("Rooms", "isBehind", BOOLEAN, UNIT, APPLIED).cut(Surgery.answers(false))),
                bug(
                        "unscrubbed-node-granted",
                        "A node that is not cleaned, or whose agent lost its record, is granted.",
                        "I7",
                        allocation("Rooms", "isUntrusted", BOOLEAN, NODE, VIEW, APPLIED)
                                .cut(Surgery.answers(false))),
                bug(
                        "unknown-gpu-granted",
                        "A GPU whose health is not known is granted.",
                        "I7",
                        allocation(
                                        "Rooms",
                                        "isKnownHealthy",
                                        BOOLEAN,
                                        ClassDesc.of("dev.heddle.coordinator.health.Health"))
                                .cut(Surgery.answers(true))),
                bug(
                        "identity-reused",
                        "A new ComputeDomain gets the uid of one that has gone.",
                        "I4",
                        allocation("Draft", "context", CONTEXT).cut(Surgery.becomes(AllocationBugs::smallestFreeId))));
    }

    /** {@code return Substitutes.smallestFreeId(context, image)}. */
    private static void smallestFreeId(CodeBuilder code) {
        code.aload(0)
                .getfield(DRAFT, "context", CONTEXT)
                .aload(0)
                .getfield(DRAFT, "image", IMAGE)
                .invokestatic(
                        ClassDesc.of(Substitutes.class.getName()),
                        "smallestFreeId",
                        MethodTypeDesc.of(CONTEXT, CONTEXT, IMAGE))
                .areturn();
    }

    private static void emptySet(CodeBuilder code) {
        code.new_(ClassDesc.of("java.util.HashSet"))
                .dup()
                .invokespecial(ClassDesc.of("java.util.HashSet"), ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .areturn();
    }
}
