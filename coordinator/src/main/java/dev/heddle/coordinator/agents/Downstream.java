package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.wire.ToWire;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The down side of one agent's stream. Whatever is sent is sent under one lock, nothing after its end, and a desired
 * state only while the transport takes it: an agent that reads slowly gets the newest one later, never a queue of old
 * ones.
 */
final class Downstream {

    /** Answers that may wait unread while the transport takes nothing more; at one more the stream ends. */
    static final int MAX_UNREAD = 16;

    private final ServerCallStreamObserver<CoordinatorMessage> out;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ended;
    // Guarded by lock.
    private @Nullable Stamp sent;
    // Guarded by lock.
    private int unread;

    Downstream(ServerCallStreamObserver<CoordinatorMessage> out) {
        this.out = out;
    }

    boolean ended() {
        return ended;
    }

    /**
     * Sends an answer to a message of the agent. An agent that asks on without reading is not served for ever.
     *
     * @return false if it has left {@link #MAX_UNREAD} answers unread: this one was not sent
     */
    boolean send(CoordinatorMessage message) {
        lock.lock();
        try {
            if (ended) {
                return true;
            }
            unread = out.isReady() ? 0 : unread + 1;
            if (unread > MAX_UNREAD) {
                return false;
            }
            out.onNext(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a desired state if its stamp is another than the last one's and the transport takes it. If it does not,
     * it calls back when it does, and the newest is asked for again.
     *
     * @return whether it was sent
     */
    boolean send(Desired desired) {
        lock.lock();
        try {
            if (ended || desired.stamp().equals(sent) || !out.isReady()) {
                return false;
            }
            out.onNext(CoordinatorMessage.newBuilder()
                    .setDesired(ToWire.desired(desired))
                    .build());
            sent = desired.stamp();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last desired state sent has this stamp. */
    boolean lastSent(Stamp stamp) {
        lock.lock();
        try {
            return stamp.equals(sent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the stream once.
     *
     * @param status what the agent gets; null = its side of the stream is gone
     * @return whether this call did
     */
    boolean end(@Nullable Status status) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            ended = true;
            if (status != null && !out.isCancelled()) {
                finish(status);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void finish(Status status) {
        if (status.isOk()) {
            out.onCompleted();
        } else {
            out.onError(status.asRuntimeException());
        }
    }
}
