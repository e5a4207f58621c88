package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole fabric in numbers.
 *
 * @param clusterId identity of the ledger
 * @param image version of the image
 * @param role leader or standby
 * @param replica the replica that answers
 * @param leader who leads; absent = nobody
 * @param safeMode units that wait after a change of leader
 * @param racks racks
 * @param nodes nodes
 * @param nodesConnected nodes whose agent is connected
 * @param gpus GPUs
 * @param gpusGrantable GPUs that could be granted now
 * @param gpusGranted GPUs that are granted
 * @param links NVLinks
 * @param nvlinkDomains NVLink domains by state
 * @param computeDomains ComputeDomains by phase
 * @param computeDomainsLive ComputeDomains that hold something
 * @param largestPlaceable the largest gang of whole nodes that fits into one clique now
 * @param warnings what an operator should know
 */
@Schema(name = "Fabric")
public record FabricDto(
        String clusterId,
        String image,
        String role,
        String replica,
        @Nullable Leader leader,
        SafeMode safeMode,
        int racks,
        int nodes,
        int nodesConnected,
        int gpus,
        int gpusGrantable,
        int gpusGranted,
        LinkCountsDto links,
        Map<String, Integer> nvlinkDomains,
        Map<String, Integer> computeDomains,
        int computeDomainsLive,
        @Nullable Largest largestPlaceable,
        List<String> warnings) {

    /** The same, of another image: what is left to compare is what a reader sees. */
    public FabricDto at(String other) {
        return new FabricDto(
                clusterId,
                other,
                role,
                replica,
                leader,
                safeMode,
                racks,
                nodes,
                nodesConnected,
                gpus,
                gpusGrantable,
                gpusGranted,
                links,
                nvlinkDomains,
                computeDomains,
                computeDomainsLive,
                largestPlaceable,
                warnings);
    }

    /**
     * Who leads.
     *
     * @param replica its name
     * @param restAddress its REST address
     * @param epoch its epoch
     */
    @Schema(name = "Leader")
    public record Leader(String replica, @Nullable String restAddress, long epoch) {}

    /**
     * Units that grant nothing, or not everything, until they are heard.
     *
     * @param units how many
     * @param waiting the first of them
     */
    @Schema(name = "SafeMode")
    public record SafeMode(int units, List<Waiting> waiting) {}

    /**
     * A unit that waits.
     *
     * @param unit which
     * @param rack its rack
     * @param reason NotStamped, LedgerBehind or NodesNotHeard
     * @param nodesHeard nodes heard by this leader
     * @param nodes its nodes
     * @param waitsFor the first of the nodes whose agents it waits for, none where it waits for the leader
     * @param exit what ends the waiting, a sentence or two
     */
    @Schema(name = "WaitingUnit")
    public record Waiting(
            String unit, String rack, String reason, int nodesHeard, int nodes, List<String> waitsFor, String exit) {

        /** Nodes that are named at most. */
        public static final int MAX_NAMED = 18;

        /** Copies the names. */
        public Waiting {
            waitsFor = List.copyOf(waitsFor);
        }
    }

    /**
     * A gang that would fit.
     *
     * @param nodes its nodes
     * @param gpusPerNode GPUs on each
     * @param clique where
     * @param rack its rack
     */
    @Schema(name = "LargestPlaceable")
    public record Largest(int nodes, int gpusPerNode, String clique, String rack) {}
}
