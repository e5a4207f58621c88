package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.sim.check.Holding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a write changed in a unit.
 *
 * @param before the record before; an empty one if there was none
 * @param after the record after; an empty one if there is none
 */
record UnitChange(UnitRecord before, UnitRecord after) {

    static UnitChange of(String id, Optional<Object> before, Optional<Object> after) {
        UnitRecord none = UnitRecord.empty(new UnitId(id), ClusterUuid.NONE);
        return new UnitChange(
                before.map(UnitRecord.class::cast).orElse(none),
                after.map(UnitRecord.class::cast).orElse(none));
    }

    UnitId unit() {
        return after.id();
    }

    /**
     * A node's part of a grant.
     *
     * @param grant the grant
     * @param node the node
     * @param member its part
     */
    record Part(UnitGrant grant, NodeName node, UnitGrant.Member member) {

        ComputeDomainUid uid() {
            return grant.computeDomain();
        }

        @Override
        public String toString() {
            return uid() + " on " + node;
        }
    }

    /** What is granted now and was not before. */
    List<Holding> gained() {
        List<Holding> gained = new ArrayList<>();
        for (UnitGrant grant : after.grants().values()) {
            Optional<UnitGrant> known = before.grant(grant.computeDomain());
            for (Map.Entry<NodeName, UnitGrant.Member> member : grant.members().entrySet()) {
                SortedSet<GpuUuid> fresh = new TreeSet<>(member.getValue().gpus());
                known.ifPresent(was -> fresh.removeAll(was.gpus(member.getKey())));
                if (!fresh.isEmpty()) {
                    gained.add(new Holding(grant.computeDomain(), member.getKey(), grant.channel(), fresh));
                }
            }
        }
        return gained;
    }

    /** Grants whose channel is theirs now and was not before. */
    List<UnitGrant> gainedChannels() {
        return after.grants().values().stream()
                .filter(grant -> grant.channel() != 0
                        && before.grant(grant.computeDomain())
                                .filter(was -> was.channel() == grant.channel())
                                .isEmpty())
                .toList();
    }

    /** What was granted before and is not any more. */
    List<Part> lost() {
        return parts(before).stream()
                .filter(part -> after.grant(part.uid())
                        .filter(grant -> grant.members().containsKey(part.node()))
                        .isEmpty())
                .toList();
    }

    /** What was granted before, and is gone or asked back now. */
    List<Part> taken() {
        return parts(before).stream()
                .filter(part -> !part.member().releasing() && !isGranted(part))
                .toList();
    }

    private boolean isGranted(Part part) {
        return after.grant(part.uid())
                .map(grant -> grant.members().get(part.node()))
                .filter(member -> !member.releasing())
                .isPresent();
    }

    private static List<Part> parts(UnitRecord unit) {
        List<Part> parts = new ArrayList<>();
        for (UnitGrant grant : unit.grants().values()) {
            grant.members().forEach((node, member) -> parts.add(new Part(grant, node, member)));
        }
        return parts;
    }

    /**
     * Whether something that was found on a node has taken the place of {@code part}: of an older ledger's record, which
     * had been given back by the time that what was found was granted.
     */
    boolean isReplaced(Part part) {
        return after.grants().values().stream()
                .filter(grant -> !grant.computeDomain().equals(part.uid()))
                .anyMatch(grant ->
                        (grant.channel() != 0 && grant.channel() == part.grant().channel())
                                || !Collections.disjoint(
                                        grant.gpus(part.node()), part.member().gpus()));
    }
}
