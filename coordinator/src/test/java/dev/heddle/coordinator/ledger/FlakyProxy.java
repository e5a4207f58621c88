package dev.heddle.coordinator.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a PostgreSQL server that can be blocked or cut at a commit. */
public final class FlakyProxy implements AutoCloseable {

    /** What it does with what comes. */
    public enum Mode {
        /** Passes everything on. */
        PASS,
        /** Passes nothing on and closes nothing, as a broken network does. */
        BLOCK,
        /** Cuts a connection before its COMMIT reaches the server. */
        CUT_BEFORE_COMMIT,
        /** Passes a COMMIT on, waits for the server's answer and cuts the connection instead of delivering it. */
        CUT_AFTER_COMMIT
    }

    private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.PASS;

    /** To a server on this machine. */
    public FlakyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void mode(Mode next) {
        mode = next;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.addAll(List.of(client, server));
                Connection connection = new Connection(client, server);
                Thread.startVirtualThread(connection::toServer);
                Thread.startVirtualThread(connection::toClient);
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile boolean swallow;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            pump(client, server, bytes -> {
                boolean commit = new String(bytes, StandardCharsets.ISO_8859_1).contains("COMMIT");
                if (commit && mode == Mode.CUT_BEFORE_COMMIT) {
                    return false;
                }
                swallow |= commit && mode == Mode.CUT_AFTER_COMMIT;
                return true;
            });
        }

        void toClient() {
            pump(server, client, bytes -> !swallow);
        }

        /** Copies until the end, or until {@code pass} says no; then both sides are closed. */
        private void pump(Socket from, Socket to, Gate pass) {
            byte[] buffer = new byte[1 << 16];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    while (mode == Mode.BLOCK && !listener.isClosed()) {
                        Thread.sleep(10);
                    }
                    if (!pass.open(Arrays.copyOf(buffer, read))) {
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // The other side was closed.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Gate {
        boolean open(byte[] bytes);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
