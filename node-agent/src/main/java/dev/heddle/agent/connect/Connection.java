package dev.heddle.agent.connect;

import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One channel with one stream on it. Takes one message at a time: the next is asked for when the last is done. */
final class Connection {

    private final ManagedChannel channel;
    private final Listener listener;
    private final Outbox outbox;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private @Nullable AgentStream sender;

    private Connection(ManagedChannel channel, Outbox outbox, Listener listener) {
        this.channel = channel;
        this.outbox = outbox;
        this.listener = listener;
    }

    static Connection open(ManagedChannel channel, Outbox outbox, Listener listener) {
        Connection connection = new Connection(channel, outbox, listener);
        // Calls beforeStart, and so sets the sender, before it returns.
        var unused = FabricAgentGrpc.newStub(channel).connect(connection.new Receiver());
        return connection;
    }

    AgentStream sender() {
        if (sender == null) {
            throw new IllegalStateException("the stream has not begun");
        }
        return sender;
    }

    void complete() {
        sender().complete();
    }

    void cancel() {
        sender().cancel("given up");
    }

    void shutdownNow() {
        channel.shutdownNow();
        ended.complete(false);
    }

    /** Done when the stream has ended: whether the coordinator has heard the agent out. */
    CompletableFuture<Boolean> ended() {
        return ended;
    }

    /** Hears of the stream. Called by several threads, and by none after {@link #ended}. */
    interface Listener {
        void message(Connection from, CoordinatorMessage message);

        void ready(Connection from);

        void ended(Connection from, String why);
    }

    private final class Receiver implements ClientResponseObserver<AgentMessage, CoordinatorMessage> {

        private @Nullable ClientCallStreamObserver<AgentMessage> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<AgentMessage> stream) {
            call = stream;
            sender = new AgentStream(outbox, stream);
            stream.disableAutoRequestWithInitial(1);
            stream.setOnReadyHandler(() -> listener.ready(Connection.this));
        }

        @Override
        public void onNext(CoordinatorMessage message) {
            listener.message(Connection.this, message);
            if (call != null) {
                call.request(1);
            }
        }

        @Override
        public void onError(Throwable t) {
            ended.complete(false);
            Status status = Status.fromThrowable(t);
            String description = status.getDescription();
            listener.ended(Connection.this, status.getCode() + (description == null ? "" : ": " + description));
        }

        @Override
        public void onCompleted() {
            ended.complete(true);
            listener.ended(Connection.this, "the coordinator ended the stream");
        }
    }
}
