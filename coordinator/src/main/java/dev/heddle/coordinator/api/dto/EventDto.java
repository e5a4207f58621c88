package dev.heddle.coordinator.api.dto;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param seq version of the image that shows it first; events are in its order
 * @param id the same, as an identity
 * @param at when the leader learnt of it
 * @param type Normal or Warning
 * @param reason CamelCase reason
 * @param object what it is about
 * @param rack its rack
 * @param message one sentence
 */
@Schema(name = "Event")
public record EventDto(
        String seq,
        String id,
        Instant at,
        String type,
        String reason,
        Subject object,
        @Nullable String rack,
        String message) {

    /**
     * What an event is about.
     *
     * @param kind Node, Gpu, Link, NvlinkDomain, ComputeDomain, Rack or Replica
     * @param name its name
     */
    @Schema(name = "EventObject")
    public record Subject(String kind, String name) {}
}
