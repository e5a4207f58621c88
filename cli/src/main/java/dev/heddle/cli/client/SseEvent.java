package dev.heddle.cli.client;

/**
 * One server-sent event.
 *
 * @param id what to resume after, empty where none was ever sent
 * @param type its name, {@code message} where none is given
 * @param data its lines, joined by line breaks
 */
public record SseEvent(String id, String type, String data) {}
