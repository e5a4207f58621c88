package dev.heddle.coordinator.replication;

/**
 * One replicated part of an image.
 *
 * @param kind its kind
 * @param key its key in that kind's map
 */
public record Item(Kind kind, String key) {}
