package dev.heddle.coordinator.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The process of clients that take more than their share. Told on standard input, a line each:
 *
 * <pre>
 * creates N      N clients create ComputeDomains as fast as they are answered, and wait as long as a 429 asks them to
 * bare N M       N clients do the same to a server that does nothing, M times a second in all
 * readers N      N readers of the live feed that read a kilobyte a second
 * stop           ends all; answers with creates answered 201 and 429
 * </pre>
 *
 * <p>Arguments: port of REST.
 */
final class Loads {

    private static final int SLOW_BYTES = 1_024;
    private static final int SMALL_WINDOW = 4_096;

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Socket> readers = new ArrayList<>();
    private @Nullable BareHttp bare;
    private volatile boolean creating;

    private Loads(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Loads loads = new Loads(Integer.parseInt(args[0]));
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(loads.obey(line.split(" ")));
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) throws IOException {
        switch (words[0]) {
            case "creates" -> create(Integer.parseInt(words[1]), port);
            case "bare" -> {
                bare = new BareHttp(Integer.parseInt(words[2]));
                create(Integer.parseInt(words[1]), bare.port());
            }
            case "readers" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    readers.add(reader());
                }
            }
            default -> {
                creating = false;
                for (Socket reader : readers) {
                    reader.close();
                }
                readers.clear();
                if (bare != null) {
                    bare.close();
                }
                return made.getAndSet(0) + " " + refused.getAndSet(0);
            }
        }
        return "begun";
    }

    private void create(int clients, int target) {
        creating = true;
        URI creates = URI.create("http://127.0.0.1:" + target + "/api/v1/compute-domains");
        for (int i = 0; i < clients; i++) {
            Thread.ofVirtual().start(() -> create(creates));
        }
    }

    /** Ones that never fit: what is measured is the storm, not the room. */
    private void create(URI creates) {
        while (creating) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(creates)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"storm-"
                                        + number.incrementAndGet() + "\",\"nodes\":50000,\"ttlSeconds\":20}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 429) {
                    refused.incrementAndGet();
                    Thread.sleep(1_000
                            * answer.headers().firstValueAsLong("Retry-After").orElse(1));
                } else {
                    made.incrementAndGet();
                }
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private Socket reader() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream()
                .write("GET /api/v1/watch HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> {
            try (InputStream in = socket.getInputStream()) {
                while (in.readNBytes(SLOW_BYTES).length > 0) {
                    Thread.sleep(1_000);
                }
            } catch (IOException | InterruptedException e) {
                // Closed by stop, or by the server.
            }
        });
        return socket;
    }
}
