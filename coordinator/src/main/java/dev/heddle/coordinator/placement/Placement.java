package dev.heddle.coordinator.placement;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** What came of a request. */
public sealed interface Placement {

    /** A verdict for each clique, in the order of the rooms. */
    List<CliqueVerdict> verdicts();

    /**
     * The whole gang fits.
     *
     * @param segments one per clique used; segments of one clique are joined
     * @param verdicts one per clique
     */
    record Placed(List<Segment> segments, List<CliqueVerdict> verdicts) implements Placement {}

    /**
     * It does not fit now.
     *
     * @param verdicts one per clique, none of them CHOSEN
     */
    record Unplaceable(List<CliqueVerdict> verdicts) implements Placement {}

    /**
     * The part of a gang in one clique.
     *
     * @param clique where
     * @param rack its rack
     * @param members GPUs by node
     */
    record Segment(CliqueKey clique, String rack, SortedMap<NodeName, SortedSet<GpuUuid>> members) {}
}
