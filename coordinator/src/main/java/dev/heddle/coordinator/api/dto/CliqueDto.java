package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clique.
 *
 * @param label {@code <clusterUuid>.<cliqueId>}, or {@code node/<name>}
 * @param unit its ledger unit
 * @param rack its rack
 * @param nodes its nodes
 * @param nodesOpen nodes that take something
 * @param gpus its GPUs
 * @param gpusGrantable GPUs that could be granted now
 * @param freeChannels IMEX channels left; absent = its nodes have none and need none
 * @param barred why the whole clique takes nothing; absent = open
 * @param nodeList its nodes
 */
@Schema(name = "Clique")
public record CliqueDto(
        String label,
        String unit,
        String rack,
        int nodes,
        int nodesOpen,
        int gpus,
        int gpusGrantable,
        @Nullable Integer freeChannels,
        @Nullable Barred barred,
        List<Member> nodeList) {

    /**
     * Why a clique takes nothing.
     *
     * @param code CamelCase code
     * @param message one sentence for people
     */
    @Schema(name = "Barred")
    public record Barred(String code, String message) {}

    /**
     * A node of a clique.
     *
     * @param node which
     * @param tray compute tray from 0
     * @param free GPUs that could be granted now
     * @param gpus its GPUs
     * @param closed why it takes nothing; absent = open
     */
    @Schema(name = "CliqueNode")
    public record Member(
            String node,
            @Nullable Integer tray,
            int free,
            int gpus,
            @Nullable ClosedDto closed) {}
}
