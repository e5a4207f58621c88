package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rack.
 *
 * @param name its name
 * @param chassisSerial chassis serial number
 * @param nodes its nodes
 * @param nodesConnected nodes whose agent is connected
 * @param gpus its GPUs
 * @param gpusGrantable GPUs that could be granted now
 * @param gpusGranted GPUs that are granted
 * @param links its NVLinks
 * @param health worst health of a node
 * @param state state of its NVLink domain; the worst where it has several; absent = none
 * @param clusterUuids clusterUuids of its NVLink domains
 * @param cliques labels of its cliques
 * @param cordonedNodes nodes that are cordoned
 * @param computeDomains ComputeDomains that hold something in it
 */
@Schema(name = "Rack")
public record RackDto(
        String name,
        @Nullable String chassisSerial,
        int nodes,
        int nodesConnected,
        int gpus,
        int gpusGrantable,
        int gpusGranted,
        LinkCountsDto links,
        String health,
        @Nullable String state,
        List<String> clusterUuids,
        List<String> cliques,
        int cordonedNodes,
        List<String> computeDomains) {}
