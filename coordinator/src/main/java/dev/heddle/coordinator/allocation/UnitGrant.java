package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a unit grants to one ComputeDomain. GPUs and channel stay taken until every member is gone from it.
 *
 * @param computeDomain whose
 * @param name its name
 * @param channel IMEX channel number, unique in the unit; 0 = the nodes have no channels
 * @param members what each node gives
 * @param unclean members that ended without saying that they gave back
 */
public record UnitGrant(
        ComputeDomainUid computeDomain,
        ComputeDomainName name,
        int channel,
        SortedMap<NodeName, Member> members,
        SortedSet<NodeName> unclean) {

    /** Copies the collections. */
    public UnitGrant {
        members = Collections.unmodifiableSortedMap(new TreeMap<>((Map<NodeName, Member>) members));
        unclean = Collections.unmodifiableSortedSet(new TreeSet<>((Collection<NodeName>) unclean));
    }

    /**
     * One node's part.
     *
     * @param gpus its GPUs
     * @param releasingAt generation of the node at which it is told to give back; empty = granted
     */
    public record Member(SortedSet<GpuUuid> gpus, OptionalLong releasingAt) {

        /** Copies the GPUs. */
        public Member {
            gpus = Collections.unmodifiableSortedSet(new TreeSet<>((Set<GpuUuid>) gpus));
        }

        /** Granted. */
        public static Member granted(SortedSet<GpuUuid> gpus) {
            return new Member(gpus, OptionalLong.empty());
        }

        /** Told to give back. */
        public boolean releasing() {
            return releasingAt.isPresent();
        }

        Member releasedAt(long generation) {
            return releasing() ? this : new Member(gpus, OptionalLong.of(generation));
        }
    }

    /** GPUs that a node gives; none if it is no member. */
    public SortedSet<GpuUuid> gpus(NodeName node) {
        Member member = members.get(node);
        return member == null ? Collections.emptySortedSet() : member.gpus();
    }

    UnitGrant with(NodeName node, Member member) {
        SortedMap<NodeName, Member> changed = new TreeMap<>(members);
        changed.put(node, member);
        return new UnitGrant(computeDomain, name, channel, changed, unclean);
    }

    UnitGrant without(NodeName node, boolean clean) {
        SortedMap<NodeName, Member> left = new TreeMap<>(members);
        left.remove(node);
        SortedSet<NodeName> dirty = new TreeSet<>(unclean);
        if (!clean) {
            dirty.add(node);
        }
        return new UnitGrant(computeDomain, name, channel, left, dirty);
    }
}
