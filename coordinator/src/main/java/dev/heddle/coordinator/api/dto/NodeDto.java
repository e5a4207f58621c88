package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node.
 *
 * @param name its name
 * @param rack its rack
 * @param slot slot in the chassis
 * @param tray compute tray from 0
 * @param unit ledger unit; absent = not adopted
 * @param connected whether its agent is connected
 * @param since since when
 * @param replica the replica that its agent is or was connected to
 * @param bootId boot that speaks, or the adopted one
 * @param agentVersion version of its agent
 * @param driverVersion NVIDIA driver version
 * @param architecture processor architecture
 * @param probe adapter that observes it: simulated, capture, nvml
 * @param imexChannelCount IMEX channels of its driver
 * @param address where IMEX peers reach it
 * @param clique label of its clique
 * @param cluster clusterUuid of its NVLink domain; absent = none
 * @param health worst health of a GPU
 * @param reason CamelCase reason of it
 * @param message the same, one sentence
 * @param gpus its GPUs
 * @param gpusGrantable GPUs that could be granted now
 * @param gpusGranted GPUs that are granted
 * @param links its NVLinks
 * @param cordoned whether an operator closed it
 * @param fenced whether an operator declared it powered off
 * @param closed why it takes nothing; absent = open
 * @param generation change number of its desired state
 * @param applied what its agent applied
 * @param imex its IMEX daemon
 * @param computeDomains ComputeDomains that hold something on it
 * @param held grants that it says it holds
 */
@Schema(name = "Node")
public record NodeDto(
        String name,
        String rack,
        @Nullable Integer slot,
        @Nullable Integer tray,
        @Nullable String unit,
        boolean connected,
        @Nullable Instant since,
        @Nullable String replica,
        @Nullable String bootId,
        @Nullable String agentVersion,
        @Nullable String driverVersion,
        @Nullable String architecture,
        @Nullable String probe,
        @Nullable Integer imexChannelCount,
        @Nullable String address,
        @Nullable String clique,
        @Nullable String cluster,
        String health,
        @Nullable String reason,
        @Nullable String message,
        int gpus,
        int gpusGrantable,
        int gpusGranted,
        LinkCountsDto links,
        boolean cordoned,
        boolean fenced,
        @Nullable ClosedDto closed,
        @Nullable Long generation,
        @Nullable AppliedDto applied,
        ImexDto imex,
        List<String> computeDomains,
        List<Held> held) {

    /**
     * What an agent applied.
     *
     * @param epoch epoch of the order it follows
     * @param generation generation of that order
     * @param record Intact or Amnesia
     * @param refusal why it refused the last order; absent = it did not
     */
    @Schema(name = "Applied")
    public record AppliedDto(
            long epoch,
            long generation,
            String record,
            @Nullable String refusal) {}

    /**
     * An IMEX daemon.
     *
     * @param state its state
     * @param version its version
     * @param daemonInstance changes with each of its starts
     * @param peersConnected peers that it is connected to
     * @param peers peers that it knows
     */
    @Schema(name = "Imex")
    public record ImexDto(
            String state,
            @Nullable String version,
            @Nullable String daemonInstance,
            int peersConnected,
            int peers) {}

    /**
     * A grant that a node says it holds.
     *
     * @param computeDomain uid of the ComputeDomain
     * @param name its name; absent = unknown to the ledger
     * @param channel IMEX channel
     * @param state Applied, Releasing or Failed
     * @param detail what it waits for or why it failed
     */
    @Schema(name = "HeldGrant")
    public record Held(
            String computeDomain,
            @Nullable String name,
            int channel,
            String state,
            @Nullable String detail) {}
}
