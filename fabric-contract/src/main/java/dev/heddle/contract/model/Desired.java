package dev.heddle.contract.model;

import java.util.List;

/**
 * The whole desired state of one node. A grant that is absent is to be released.
 *
 * @param cluster who orders
 * @param stamp (epoch, node generation)
 * @param boot the boot it is meant for
 * @param grants every grant of the node, by ComputeDomain uid
 * @param imexNodes the IMEX node list in slot order, empty = no multi-node fabric
 * @param scrub remove everything found on the node before applying
 */
public record Desired(
        ClusterId cluster, Stamp stamp, BootId boot, List<Grant> grants, List<ImexNode> imexNodes, boolean scrub) {

    /** Copies the lists. */
    public Desired {
        grants = List.copyOf(grants);
        imexNodes = List.copyOf(imexNodes);
    }

    /** The same orders under a new leader's epoch. */
    public Desired withEpoch(long epoch) {
        return new Desired(cluster, new Stamp(epoch, stamp.generation()), boot, grants, imexNodes, scrub);
    }
}
