package dev.heddle.coordinator.api.watch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events. Data is JSON on one line. */
public final class EventStream {

    private final OutputStream out;
    private final JsonMapper mapper;

    /** Onto {@code out}, which stays open. */
    public EventStream(OutputStream out, JsonMapper mapper) {
        this.out = new Shielded(out);
        this.mapper = mapper;
    }

    /** Tells clients how long to wait before they come back. */
    void retry(int millis) throws IOException {
        write("retry: " + millis + "\n\n");
    }

    void send(String event, String id, Object data) throws IOException {
        write("event: " + event + "\nid: " + id + "\ndata: ");
        try {
            mapper.writeValue(out, data);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        write("\n\n");
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Mappers close and flush what they write to. */
    private static final class Shielded extends FilterOutputStream {

        Shielded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The response is closed by its container.
        }
    }
}
