package dev.heddle.sim.virtual;

import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The coordinator's end of a stream, with the manners of a real call. */
final class ServerEnd extends ServerCall<AgentMessage, CoordinatorMessage> {

    private final Connection connection;
    private final VirtualProcess process;
    private final Deque<AgentMessage> unread = new ArrayDeque<>();
    private @Nullable Listener<AgentMessage> listener;
    private int requested;
    private int underWay;
    private boolean wasFull;
    private boolean halfClosed;
    private boolean cancelled;
    private boolean closed;
    private boolean gone;

    ServerEnd(Connection connection, VirtualProcess process) {
        this.connection = connection;
        this.process = process;
    }

    VirtualProcess process() {
        return process;
    }

    /** Whether the process knows nothing of this stream any more. */
    boolean isGone() {
        return gone;
    }

    void begin(ServerCallHandler<AgentMessage, CoordinatorMessage> handler) {
        listener = handler.startCall(this, new Metadata());
        listener.onReady();
        read();
    }

    void message(AgentMessage message) {
        if (!gone) {
            unread.add(message);
            read();
        }
    }

    private void read() {
        Listener<AgentMessage> to = listener;
        while (!gone && to != null && requested > 0 && !unread.isEmpty()) {
            requested--;
            AgentMessage message = unread.remove();
            connection.readByServer();
            to.onMessage(message);
        }
        if (!gone && to != null && halfClosed && unread.isEmpty()) {
            halfClosed = false;
            to.onHalfClose();
        }
    }

    void halfClosed() {
        halfClosed = true;
        read();
    }

    /** The client is gone. */
    void cancelled() {
        Listener<AgentMessage> to = listener;
        if (!gone && to != null) {
            cancelled = true;
            vanish();
            connection.ended(process);
            to.onCancel();
        }
    }

    void vanish() {
        gone = true;
        unread.clear();
    }

    @Override
    public void request(int count) {
        requested += count;
        if (!unread.isEmpty() || halfClosed) {
            process.after(0, "unread", this::read);
        }
    }

    @Override
    public void sendHeaders(Metadata headers) {
        // they travel with the first message
    }

    @Override
    public void sendMessage(CoordinatorMessage message) {
        if (closed) {
            throw new IllegalStateException("call is closed");
        }
        if (!cancelled && !gone) {
            underWay++;
            connection.down("message", () -> connection.clientEnd().message(message));
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (closed) {
            throw new IllegalStateException("call already closed");
        }
        closed = true;
        if (!cancelled && !gone) {
            vanish();
            connection.ended(process);
            connection.down("close", () -> connection.clientEnd().end(status));
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isReady() {
        boolean full = underWay >= Connection.WINDOW;
        wasFull |= full;
        return !gone && !closed && !full;
    }

    /** The client has read one message. */
    boolean readByClient() {
        underWay--;
        boolean tell = wasFull && underWay <= Connection.WINDOW / 2;
        wasFull &= !tell;
        return tell;
    }

    void ready() {
        Listener<AgentMessage> to = listener;
        if (!gone && to != null) {
            to.onReady();
        }
    }

    @Override
    public MethodDescriptor<AgentMessage, CoordinatorMessage> getMethodDescriptor() {
        return FabricAgentGrpc.getConnectMethod();
    }
}
