package dev.heddle.cli.client;

import java.util.Optional;

/** Puts the lines of a {@code text/event-stream} together into events, as the HTML standard says. */
public final class SseParser {

    /** Characters of one event at most; a longer one is dropped whole. */
    static final int EVENT_CHARS_MAX = 64 << 20;

    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id = "";
    private boolean oversize;

    /** Takes one line without its end, and returns the event that it completes, if any. */
    public Optional<SseEvent> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            return Optional.empty();
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void field(String field, String value) {
        switch (field) {
            case "data" -> append(value);
            case "event" -> type = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> {
                // Fields of later standards are ignored.
            }
        }
    }

    private void append(String value) {
        if (data.length() + value.length() > EVENT_CHARS_MAX) {
            oversize = true;
            data.setLength(0);
        } else if (!oversize) {
            data.append(value).append('\n');
        }
    }

    private Optional<SseEvent> dispatch() {
        Optional<SseEvent> event = Optional.empty();
        if (!data.isEmpty() && !oversize) {
            String text = data.substring(0, data.length() - 1);
            event = Optional.of(new SseEvent(id, type.isEmpty() ? "message" : type, text));
        }
        data.setLength(0);
        type = "";
        oversize = false;
        return event;
    }
}
