package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ComputeDomain.
 *
 * @param name its name
 * @param uid identity, never reused
 * @param phase Pending, Forming, Ready, Degraded, Releasing or Orphaned
 * @param reason CamelCase reason of the phase
 * @param message the same, one sentence
 * @param nodes members asked for
 * @param gpusPerNode GPUs on each
 * @param segmentSize members that must share a clique; absent = all
 * @param isolation always shared
 * @param createdAt when it was accepted
 * @param readyAt when it was first Ready
 * @param expiresAt when its time to live is over
 * @param formingMillis from acceptance to Ready, in milliseconds
 * @param segments what it holds, by clique
 * @param waitingFor while Releasing: what it waits for
 * @param verdicts while Pending, where a single one is asked for: each clique's verdict
 * @param version version of its record, its ETag
 */
@Schema(name = "ComputeDomain")
public record ComputeDomainDto(
        String name,
        String uid,
        String phase,
        @Nullable String reason,
        @Nullable String message,
        int nodes,
        int gpusPerNode,
        @Nullable Integer segmentSize,
        String isolation,
        Instant createdAt,
        @Nullable Instant readyAt,
        @Nullable Instant expiresAt,
        @Nullable Long formingMillis,
        List<Segment> segments,
        @Nullable List<String> waitingFor,
        @Nullable List<VerdictDto> verdicts,
        long version) {

    /** With verdicts. */
    public ComputeDomainDto withVerdicts(List<VerdictDto> all) {
        return new ComputeDomainDto(
                name,
                uid,
                phase,
                reason,
                message,
                nodes,
                gpusPerNode,
                segmentSize,
                isolation,
                createdAt,
                readyAt,
                expiresAt,
                formingMillis,
                segments,
                waitingFor,
                all,
                version);
    }

    /**
     * What a ComputeDomain holds in one clique.
     *
     * @param clique label of the clique
     * @param rack its rack
     * @param unit its ledger unit
     * @param channel IMEX channel; absent = not granted yet, 0 = the nodes have none
     * @param members its members there
     */
    @Schema(name = "Segment")
    public record Segment(
            String clique,
            String rack,
            String unit,
            @Nullable Integer channel,
            List<Member> members) {}

    /**
     * A member.
     *
     * @param node its node
     * @param rack the node's rack
     * @param tray compute tray from 0
     * @param gpus its GPUs
     * @param state Planned, Granted, Applied, Failed, Releasing or Unreachable
     * @param detail what it waits for or why it failed
     */
    @Schema(name = "Member")
    public record Member(
            String node,
            String rack,
            @Nullable Integer tray,
            List<MemberGpu> gpus,
            String state,
            @Nullable String detail) {}

    /**
     * A GPU of a member.
     *
     * @param uuid NVML uuid
     * @param index enumeration index; absent = not reported
     * @param minor device minor; absent = not reported
     */
    @Schema(name = "MemberGpu")
    public record MemberGpu(
            String uuid, @Nullable Integer index, @Nullable Integer minor) {}
}
