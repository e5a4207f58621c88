package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the control plane.
 *
 * @param replica its name
 * @param role leader or standby
 * @param restAddress its REST address
 * @param grpcAddress where agents reach it
 * @param epoch epoch it leads under, or the highest it has heard of
 * @param imageVersion version of the image that it serves
 * @param agentSessions agents connected to it
 * @param stalenessMs age of what it shows, in milliseconds
 * @param up whether it answers
 */
@Schema(name = "Replica")
public record MemberDto(
        String replica,
        String role,
        @Nullable String restAddress,
        @Nullable String grpcAddress,
        long epoch,
        String imageVersion,
        int agentSessions,
        long stalenessMs,
        boolean up) {}
