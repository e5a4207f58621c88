package dev.heddle.agent.apply;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import java.util.Collections;
import java.util.SortedSet;

/**
 * A grant in the agent's record.
 *
 * @param grant what
 * @param phase how far
 */
public record HeldEntry(Grant grant, Phase phase) {

    /** This entry in another phase. */
    public HeldEntry in(Phase other) {
        return other == phase ? this : new HeldEntry(grant, other);
    }

    Key key() {
        return new Key(grant.computeDomain(), grant.channel(), grant.gpus());
    }

    static Key key(Grant grant) {
        return new Key(grant.computeDomain(), grant.channel(), grant.gpus());
    }

    /** Whether the two cannot be on one node at a time: same ComputeDomain, channel or a GPU in common. */
    boolean excludes(HeldEntry other) {
        Grant mine = grant;
        Grant theirs = other.grant;
        return mine.computeDomain().equals(theirs.computeDomain())
                || (mine.channel() != 0 && mine.channel() == theirs.channel())
                || !Collections.disjoint(mine.gpus(), theirs.gpus());
    }

    /** Whether this entry accounts for something found on the node. */
    boolean covers(HeldEntry found) {
        boolean channelAlone = NodeScan.isChannelAlone(found.grant());
        return channelAlone ? grant.channel() == found.grant().channel() : key().equals(found.key());
    }

    /** What makes two grants the same hardware in the same hands. */
    record Key(ComputeDomainUid computeDomain, int channel, SortedSet<GpuUuid> gpus) {}
}
