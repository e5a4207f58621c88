package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.Target;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stream on a connection of its own. Either end may be gone without the other's knowing. */
final class Connection {

    /** Messages that may be under way in one direction before an end is no longer ready. */
    static final int WINDOW = 16;

    private final VirtualNetwork network;
    private final VirtualProcess client;
    private final Target target;
    private final Pipe up;
    private final Pipe down;
    private final ClientEnd clientEnd;
    private @Nullable ServerEnd serverEnd;

    Connection(VirtualNetwork network, VirtualProcess client, Target target) {
        this.network = network;
        this.client = client;
        this.target = target;
        Host server = new Host(target.host());
        this.up = new Pipe(network, client.host(), server, this::serverPaused);
        this.down = new Pipe(network, server, client.host(), client::paused);
        this.clientEnd = new ClientEnd(this, client);
    }

    ClientEnd clientEnd() {
        return clientEnd;
    }

    VirtualNetwork network() {
        return network;
    }

    private boolean serverPaused() {
        VirtualNetwork.Listener listener = network.listener(target);
        ServerEnd end = serverEnd;
        return end != null
                ? end.process().paused()
                : listener != null && listener.process().paused();
    }

    /** The client calls. */
    void open() {
        network.opened(client, this);
        up.send("connect", this::accept);
    }

    private void accept() {
        VirtualNetwork.Listener listener = network.listener(target);
        if (listener == null) {
            down("refused", () -> clientEnd.end(Status.UNAVAILABLE.withDescription("connection refused")));
            return;
        }
        ServerEnd end = new ServerEnd(this, listener.process());
        serverEnd = end;
        network.opened(listener.process(), this);
        down("established", clientEnd::established);
        listener.process().run("stream opened", () -> end.begin(listener.handler()));
    }

    /** Something for the server's end; without one, the server's kernel says so. */
    void up(String what, Consumer<ServerEnd> arrival) {
        up.send(what, () -> {
            ServerEnd end = serverEnd;
            if (end == null || end.isGone()) {
                reset();
            } else {
                end.process().run(what, () -> arrival.accept(end));
            }
        });
    }

    /** Something for the client's end. */
    void down(String what, Runnable arrival) {
        down.send(what, () -> {
            if (client.alive() && !clientEnd.isClosed()) {
                client.run(what, arrival);
            } else {
                resetServer();
            }
        });
    }

    private void resetServer() {
        ServerEnd end = serverEnd;
        if (end != null && !end.isGone()) {
            up("reset", ServerEnd::cancelled);
        }
    }

    private void reset() {
        if (!clientEnd.isClosed()) {
            down("reset", () -> clientEnd.end(Status.UNAVAILABLE.withDescription("connection reset")));
        }
    }

    /** Whether a probe of the client would be answered now. */
    Pulse pulse() {
        ServerEnd end = serverEnd;
        if (up.blocked() || down.blocked()) {
            return Pulse.SILENT;
        }
        return end != null && !end.isGone() ? Pulse.ALIVE : Pulse.RESET;
    }

    void ended(VirtualProcess process) {
        ServerEnd end = serverEnd;
        network.closed(process, this, clientEnd.isClosed() && (end == null || end.isGone()));
    }

    /** A process was killed: its kernel says so to the other end, if it has power. */
    void processEnded(VirtualProcess process) {
        boolean speaks = !network.links().isDown(process.host());
        ServerEnd end = serverEnd;
        if (process == client) {
            clientEnd.vanish();
            if (speaks) {
                up("reset", ServerEnd::cancelled);
            }
        } else if (end != null) {
            end.vanish();
            if (speaks) {
                reset();
            }
        }
        ended(process);
    }

    void breakBoth() {
        breakOne(true);
        breakOne(false);
    }

    void breakOne(boolean atClient) {
        ServerEnd end = serverEnd;
        if (atClient) {
            client.after(0, "broken", () -> clientEnd.end(Status.UNAVAILABLE.withDescription("connection reset")));
        } else if (end != null) {
            end.process().after(0, "broken", end::cancelled);
        }
    }

    void stall(boolean upward, boolean downward, Duration duration) {
        if (upward) {
            up.hold();
        }
        if (downward) {
            down.hold();
        }
        network.time().after(duration, "stall over", () -> {
            up.release();
            down.release();
        });
    }

    /** The client has read a message; a server that waited for that hears of it. */
    void readByClient() {
        ServerEnd end = serverEnd;
        if (end != null && end.readByClient()) {
            up("window", ServerEnd::ready);
        }
    }

    /** The server has read a message; a client that waited for that hears of it. */
    void readByServer() {
        if (clientEnd.readByServer()) {
            down("window", clientEnd::ready);
        }
    }

    /** What a probe finds. */
    enum Pulse {
        ALIVE,
        SILENT,
        RESET
    }
}
