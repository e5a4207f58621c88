package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.NettyLink;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The agent's end of a stream, with the manners of a real call. */
final class ClientEnd extends ClientCall<AgentMessage, CoordinatorMessage> {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final Connection connection;
    private final VirtualProcess process;
    private final Deque<CoordinatorMessage> unread = new ArrayDeque<>();
    private @Nullable Listener<CoordinatorMessage> listener;
    private VirtualTime.@Nullable Entry alarm;
    private @Nullable Status ending;
    private int requested;
    private int underWay;
    private boolean wasFull;
    private boolean cancelled;
    private boolean halfClosed;
    private boolean closed;

    ClientEnd(Connection connection, VirtualProcess process) {
        this.connection = connection;
        this.process = process;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void start(Listener<CoordinatorMessage> responseListener, Metadata headers) {
        listener = responseListener;
        connection.open();
        alarm = process.after(CONNECT_LIMIT.toNanos(), "connect limit", () -> giveUp("connect timed out"));
    }

    void established() {
        Listener<CoordinatorMessage> to = listener;
        if (!closed && to != null) {
            disarm();
            probeLater(NettyLink.KEEPALIVE);
            to.onReady();
        }
    }

    private void probeLater(Duration delay) {
        alarm = process.after(delay.toNanos(), "keepalive", this::probe);
    }

    private void probe() {
        switch (connection.pulse()) {
            case ALIVE -> probeLater(NettyLink.KEEPALIVE);
            case RESET -> giveUp("connection reset");
            case SILENT ->
                alarm = process.after(NettyLink.KEEPALIVE_TIMEOUT.toNanos(), "keepalive limit", this::probeAgain);
        }
    }

    private void probeAgain() {
        if (connection.pulse() == Connection.Pulse.SILENT) {
            giveUp("Keepalive failed. The connection is likely gone");
        } else {
            probe();
        }
    }

    private void giveUp(String why) {
        end(Status.UNAVAILABLE.withDescription(why));
        connection.up("cancel", ServerEnd::cancelled);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    @Override
    public void request(int count) {
        requested += count;
        if (!unread.isEmpty()) {
            process.after(0, "unread", this::read);
        }
    }

    void message(CoordinatorMessage message) {
        if (!closed && ending == null) {
            unread.add(message);
            read();
        }
    }

    private void read() {
        Listener<CoordinatorMessage> to = listener;
        while (!closed && to != null && requested > 0 && !unread.isEmpty()) {
            requested--;
            connection.readByClient();
            to.onMessage(unread.remove());
        }
        finish();
    }

    /** The stream is over, once what has arrived is read. */
    void end(Status status) {
        if (!closed && ending == null) {
            ending = status;
            disarm();
            finish();
        }
    }

    private void finish() {
        Status status = ending;
        Listener<CoordinatorMessage> to = listener;
        if (status != null && !closed && to != null && (unread.isEmpty() || !status.isOk())) {
            closed = true;
            unread.clear();
            connection.ended(process);
            to.onClose(status, new Metadata());
        }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        cancelled = true;
        leave(Status.CANCELLED.withDescription(message).withCause(cause));
    }

    /** As a channel that is shut down at once. */
    void abandon() {
        leave(Status.UNAVAILABLE.withDescription("Channel shutdownNow invoked"));
    }

    private void leave(Status status) {
        Listener<CoordinatorMessage> to = listener;
        if (closed || to == null) {
            return;
        }
        vanish();
        connection.up("cancel", ServerEnd::cancelled);
        connection.ended(process);
        process.after(0, "cancelled", () -> to.onClose(status, new Metadata()));
    }

    /** The end is gone, and nobody here hears of it. */
    void vanish() {
        closed = true;
        unread.clear();
        disarm();
    }

    @Override
    public void halfClose() {
        usable();
        halfClosed = true;
        if (!closed) {
            connection.up("half close", ServerEnd::halfClosed);
        }
    }

    @Override
    public void sendMessage(AgentMessage message) {
        usable();
        if (!closed) {
            underWay++;
            connection.up("message", end -> end.message(message));
        }
    }

    private void usable() {
        if (cancelled) {
            throw new IllegalStateException("call was cancelled");
        }
        if (halfClosed) {
            throw new IllegalStateException("call was half-closed");
        }
    }

    @Override
    public boolean isReady() {
        boolean full = underWay >= Connection.WINDOW;
        wasFull |= full;
        return !closed && !full;
    }

    /** The server has read one message. */
    boolean readByServer() {
        underWay--;
        boolean tell = wasFull && underWay <= Connection.WINDOW / 2;
        wasFull &= !tell;
        return tell;
    }

    void ready() {
        Listener<CoordinatorMessage> to = listener;
        if (!closed && to != null) {
            to.onReady();
        }
    }
}
