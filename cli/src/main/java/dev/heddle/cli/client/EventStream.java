package dev.heddle.cli.client;

import dev.heddle.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a live feed: resumes after the last event where a stream ends, and goes to the next server where one does not
 * answer. The server sends a bookmark every 15 s, so a longer silence is a dead connection.
 */
public final class EventStream {

    /** Longest silence before the stream counts as dead. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(40);

    private static final Duration PAUSE_MIN = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    /** Takes events until it has seen enough. */
    @FunctionalInterface
    public interface Listener {
        /** Returns whether to go on. */
        boolean on(SseEvent event) throws CommandFailure;
    }

    private final List<URI> servers;
    private final Http http;
    private final String path;
    private final Consumer<String> notice;
    private String lastId = "";
    private boolean finished;

    EventStream(List<URI> servers, Http http, String path, Consumer<String> notice) {
        this.servers = servers;
        this.http = http;
        this.path = path;
        this.notice = notice;
    }

    /** Hands events over until the listener has enough; comes back to a server however often it goes away. */
    public void follow(Listener listener) throws CommandFailure {
        Duration pause = PAUSE_MIN;
        int failures = 0;
        for (int i = 0; !finished; i = (i + 1) % servers.size()) {
            boolean heard = stream(servers.get(i), listener);
            pause = heard ? PAUSE_MIN : pause;
            failures = heard ? 0 : failures + 1;
            if (finished) {
                return;
            }
            if (heard || failures == servers.size()) {
                notice.accept("The feed was interrupted: connecting again.");
            }
            HeddleClient.pause(pause);
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
        }
    }

    private boolean stream(URI server, Listener listener) throws CommandFailure {
        boolean heard = false;
        Call call = Call.get(path).with("Accept", "text/event-stream");
        try (InputStream in =
                        http.open(server, lastId.isEmpty() ? call : call.with("Last-Event-ID", lastId), SILENCE_MAX);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            SseParser parser = new SseParser();
            for (String line = lines.readLine(); line != null && !finished; line = lines.readLine()) {
                Optional<SseEvent> event = parser.line(line);
                if (event.isPresent()) {
                    heard = true;
                    lastId = event.get().id();
                    finished = !listener.on(event.get());
                }
            }
        } catch (IOException e) {
            return heard;
        }
        return heard;
    }
}
