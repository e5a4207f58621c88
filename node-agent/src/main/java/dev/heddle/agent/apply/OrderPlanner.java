package dev.heddle.agent.apply;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides on orders: the agent's fences (pinned cluster, boot, epoch and node generation, a record that can be trusted),
 * then what the record becomes. Pure.
 */
public final class OrderPlanner {

    private OrderPlanner() {}

    /**
     * Judges one order.
     *
     * @param record the agent's record, of the running boot
     * @param desired the order
     * @param digest its digest, lower-case hexadecimal
     */
    public static Verdict plan(AgentRecord record, Desired desired, String digest) {
        Optional<Verdict> refusal = fence(record, desired, digest)
                .or(() -> amnesia(record, desired))
                .or(() -> nonsense(desired));
        return refusal.orElseGet(() -> new Verdict.Accept(accepted(record, desired, digest)));
    }

    private static Optional<Verdict> fence(AgentRecord record, Desired desired, String digest) {
        if (isForeign(record, desired)) {
            return refuse(
                    RefusalReason.FOREIGN_CLUSTER,
                    "pinned to cluster " + record.cluster().orElseThrow() + ", the order is of " + desired.cluster());
        }
        if (isForOtherBoot(record, desired)) {
            return refuse(
                    RefusalReason.OTHER_BOOT, "this boot is " + record.boot() + ", the order is for " + desired.boot());
        }
        if (isOlder(desired.stamp(), record.stamp())) {
            return refuse(
                    RefusalReason.OLD,
                    "epoch " + record.stamp().epoch() + " generation "
                            + record.stamp().generation() + " was taken on already");
        }
        if (isOtherOrderOfSameStamp(record, desired, digest)) {
            return refuse(
                    RefusalReason.DIGEST_CONFLICT,
                    "another order with epoch " + record.stamp().epoch() + " generation "
                            + record.stamp().generation() + " was taken on before");
        }
        return Optional.empty();
    }

    private static boolean isForeign(AgentRecord record, Desired desired) {
        return record.cluster().isPresent() && !record.cluster().get().equals(desired.cluster());
    }

    private static boolean isForOtherBoot(AgentRecord record, Desired desired) {
        return !record.boot().equals(desired.boot());
    }

    /** By epoch first, then by node generation. */
    private static boolean isOlder(Stamp order, Stamp taken) {
        return order.compareTo(taken) < 0;
    }

    private static boolean isOtherOrderOfSameStamp(AgentRecord record, Desired desired, String digest) {
        return desired.stamp().equals(record.stamp()) && !record.digest().equals(digest);
    }

    private static boolean isUnscrubbed(AgentRecord record, Desired desired) {
        return record.state() == RecordState.AMNESIA && !desired.scrub();
    }

    /** An order that does not begin with a scrub is of someone who believes to know what is on the node. */
    private static Optional<Verdict> amnesia(AgentRecord record, Desired desired) {
        return isUnscrubbed(record, desired)
                ? refuse(RefusalReason.NOT_SCRUBBED, "the agent's record is lost, the node must be scrubbed first")
                : Optional.empty();
    }

    private static Optional<Verdict> nonsense(Desired desired) {
        if (desired.grants().size() > Limits.MAX_GRANTS_PER_NODE) {
            return invalid("more than " + Limits.MAX_GRANTS_PER_NODE + " grants");
        }
        Set<GpuUuid> gpus = new HashSet<>();
        Set<Integer> channels = new HashSet<>();
        Set<String> uids = new HashSet<>();
        for (Grant grant : desired.grants()) {
            Optional<Verdict> wrong = nonsense(grant, gpus, channels, uids);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> nonsense(Grant grant, Set<GpuUuid> gpus, Set<Integer> channels, Set<String> uids) {
        String uid = grant.computeDomain().value();
        if (!NodePaths.isFileSafe(uid)) {
            return invalid("ComputeDomain uid " + uid + " cannot name a file");
        }
        if (!uids.add(uid)) {
            return invalid("ComputeDomain " + uid + " appears twice");
        }
        if (grant.channel() < 0 || grant.channel() >= Limits.MAX_IMEX_CHANNELS) {
            return invalid("channel " + grant.channel() + " of ComputeDomain " + uid + " cannot be");
        }
        if (grant.channel() != 0 && !channels.add(grant.channel())) {
            return invalid("channel " + grant.channel() + " is granted twice");
        }
        for (GpuUuid gpu : grant.gpus()) {
            if (!gpus.add(gpu)) {
                return invalid(gpu + " is granted twice");
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> invalid(String detail) {
        return refuse(RefusalReason.INVALID, detail);
    }

    private static Optional<Verdict> refuse(RefusalReason reason, String detail) {
        return Optional.of(new Verdict.Refuse(reason, detail));
    }

    private static AgentRecord accepted(AgentRecord record, Desired desired, String digest) {
        boolean sameBody = record.stamp().generation() == desired.stamp().generation()
                && record.digest().equals(digest)
                && record.desired().isPresent();
        boolean scrubbed = !desired.scrub() || (sameBody && record.scrubbed());
        return new AgentRecord(
                record.node(),
                record.boot(),
                Optional.of(desired.cluster()),
                desired.stamp(),
                digest,
                Optional.of(desired),
                scrubbed,
                record.state(),
                held(record.held(), desired, !scrubbed));
    }

    private static List<HeldEntry> held(List<HeldEntry> before, Desired desired, boolean remake) {
        Map<HeldEntry.Key, Grant> wanted = new LinkedHashMap<>();
        desired.grants().forEach(grant -> wanted.put(HeldEntry.key(grant), grant));
        List<HeldEntry> after = new ArrayList<>();
        for (HeldEntry entry : before) {
            Grant grant = wanted.remove(entry.key());
            if (grant == null) {
                after.add(entry.in(Phase.RELEASING));
            } else {
                boolean inPlace = !remake
                        && entry.phase() == Phase.APPLIED
                        && entry.grant().equals(grant);
                after.add(inPlace ? entry : new HeldEntry(grant, Phase.APPLYING));
            }
        }
        wanted.values().forEach(grant -> after.add(new HeldEntry(grant, Phase.APPLYING)));
        return after;
    }
}
