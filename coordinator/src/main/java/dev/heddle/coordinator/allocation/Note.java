package dev.heddle.coordinator.allocation;

import java.time.Instant;

/**
 * Something that happened, for people: one line of the event feed.
 *
 * @param at when the leader learnt of it
 * @param warning whether somebody should look
 * @param reason CamelCase reason
 * @param about what it is about
 * @param rack rack it concerns, may be empty
 * @param message one sentence
 */
public record Note(Instant at, boolean warning, String reason, Subject about, String rack, String message) {

    /**
     * What a note is about.
     *
     * @param kind Node, Gpu, NvlinkDomain, ComputeDomain or Replica
     * @param name its name
     */
    public record Subject(String kind, String name) {}
}
