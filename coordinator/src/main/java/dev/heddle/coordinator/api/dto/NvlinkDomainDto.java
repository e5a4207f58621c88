package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An NVLink domain with its ledger unit.
 *
 * @param unit the unit
 * @param clusterUuid the domain's clusterUuid; all zeros = a node without multi-node fabric
 * @param rack rack of its first node
 * @param state state of the domain
 * @param reason one sentence on what the state follows from
 * @param nodes its nodes
 * @param nodesHeard nodes whose agent is connected
 * @param gpus its GPUs
 * @param gpusGrantable GPUs that could be granted now
 * @param gpusGranted GPUs that are granted
 * @param channelsInUse IMEX channels granted
 * @param channelsQuarantined IMEX channels kept back
 * @param cliques labels of its cliques
 * @param epoch epoch that wrote its record
 * @param version version of its record
 * @param safeMode whether it waits after a change of leader
 */
@Schema(name = "NvlinkDomain")
public record NvlinkDomainDto(
        String unit,
        String clusterUuid,
        @Nullable String rack,
        String state,
        @Nullable String reason,
        int nodes,
        int nodesHeard,
        int gpus,
        int gpusGrantable,
        int gpusGranted,
        int channelsInUse,
        int channelsQuarantined,
        List<String> cliques,
        long epoch,
        long version,
        boolean safeMode) {}
