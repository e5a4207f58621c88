package dev.heddle.coordinator.agents;

import dev.heddle.contract.proto.v1.CoordinatorMessage;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The down side of a stream, in memory. */
final class RecordingStream extends ServerCallStreamObserver<CoordinatorMessage> {

    final List<CoordinatorMessage> sent = new ArrayList<>();
    boolean ready = true;
    /** Desired states cannot be sent. */
    boolean poisoned;

    private @Nullable Status end;
    private Runnable onReady = () -> {};

    @Override
    public void onNext(CoordinatorMessage message) {
        if (end != null) {
            throw new IllegalStateException("the stream has ended");
        }
        if (poisoned && message.hasDesired()) {
            throw new IllegalStateException("poisoned");
        }
        sent.add(message);
    }

    @Override
    public void onError(Throwable cause) {
        end(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private void end(Status status) {
        if (end != null) {
            throw new IllegalStateException("the stream has ended twice");
        }
        end = status;
    }

    /** How the stream ended, empty = it is open. */
    Optional<Status> ended() {
        return Optional.ofNullable(end);
    }

    /** The code it ended with. */
    Optional<Status.Code> code() {
        return ended().map(Status::getCode);
    }

    /** The last message sent. */
    CoordinatorMessage last() {
        return sent.getLast();
    }

    /** The transport takes messages again. */
    void becomeReady() {
        ready = true;
        onReady.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
        onReady = handler;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
}
