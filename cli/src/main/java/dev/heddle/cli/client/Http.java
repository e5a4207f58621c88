package dev.heddle.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP as the JDK's oldest client does it: it starts in a few milliseconds, which counts in a program that lives for
 * a tenth of a second.
 *
 * @param token bearer token sent with every request
 * @param connectTimeout how long to wait for a connection
 */
public record Http(Optional<String> token, Duration connectTimeout) {

    /** Longest answer that is read; a longer one is an error. */
    public static final int BODY_BYTES_MAX = 256 << 20;

    static {
        // A POST that got no answer is repeated by us, with its Idempotency-Key, never behind our back.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws IOException if no answer came within {@code timeout}
     */
    public Reply exchange(URI server, Call call, Duration timeout) throws IOException {
        HttpURLConnection connection = connect(server, call, timeout);
        int status = connection.getResponseCode();
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        byte[] body = new byte[0];
        if (stream != null) {
            try (stream) {
                body = stream.readNBytes(BODY_BYTES_MAX + 1);
            }
        }
        if (body.length > BODY_BYTES_MAX) {
            throw new IOException("the answer is longer than " + BODY_BYTES_MAX + " bytes");
        }
        return new Reply(status, headers(connection), Json.read(body));
    }

    /**
     * Opens an endless answer.
     *
     * @param silence longest time between two bytes of it
     * @throws IOException if the server cannot be reached or refuses
     */
    public InputStream open(URI server, Call call, Duration silence) throws IOException {
        HttpURLConnection connection = connect(server, call, silence);
        int status = connection.getResponseCode();
        if (status != 200) {
            connection.disconnect();
            throw new IOException("status " + status);
        }
        return connection.getInputStream();
    }

    private HttpURLConnection connect(URI server, Call call, Duration timeout) throws IOException {
        URI target = URI.create(server.toString().replaceAll("/+$", "") + call.path());
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(call.method());
        call.headers().forEach(connection::setRequestProperty);
        token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
        if (!call.headers().containsKey("Accept")) {
            connection.setRequestProperty("Accept", "application/json, application/problem+json");
        }
        send(connection, call);
        return connection;
    }

    private static void send(HttpURLConnection connection, Call call) throws IOException {
        if (call.body().isEmpty()) {
            connection.connect();
            return;
        }
        byte[] bytes = Json.bytes(call.body().get());
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes.length);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
    }

    private static Map<String, String> headers(HttpURLConnection connection) {
        Map<String, String> headers = new TreeMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null && !values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        return headers;
    }
}
