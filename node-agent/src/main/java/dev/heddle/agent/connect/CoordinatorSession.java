package dev.heddle.agent.connect;

import dev.heddle.agent.connect.ReconnectPolicy.Attempt;
import dev.heddle.agent.connect.SessionStatus.State;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.proto.v1.Accepted;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.contract.wire.WireFormatException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one agent connected to one coordinator at a time, for as long as the agent lives. */
public final class CoordinatorSession {

    /** A coordinator that has not answered for so long is given up. */
    static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** Heartbeats are never further apart than this, nor closer than {@link #MIN_HEARTBEAT}. */
    static final Duration MAX_HEARTBEAT = Duration.ofMinutes(1);

    static final Duration MIN_HEARTBEAT = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorSession.class);

    private final CoordinatorLink link;
    private final Outbox outbox;
    private final Supplier<Hello> hello;
    private final Consumer<Desired> orders;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final ReconnectPolicy policy;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean stopped;
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> alarm;
    private volatile SessionStatus status = SessionStatus.STOPPED;

    /**
     * @param ports the way to coordinators, and who is called
     * @param executor where callbacks of timers run
     * @param timer the shared clock; its thread only hands over to {@code executor}
     * @param policy when to connect next
     */
    public CoordinatorSession(Ports ports, Executor executor, ScheduledExecutorService timer, ReconnectPolicy policy) {
        this.link = ports.link;
        this.outbox = ports.outbox;
        this.hello = ports.hello;
        this.orders = ports.orders;
        this.executor = executor;
        this.timer = timer;
        this.policy = policy;
    }

    /** Begins to connect. */
    public void start() {
        locked(() -> later(policy.first(link.targets()), Optional.empty()));
    }

    /** Something in the outbox is newer. */
    public void pump() {
        locked(() -> {
            if (connection != null) {
                connection.sender().pump();
            }
        });
    }

    /** Ends the stream, if there is one, and begins anew with other first words. */
    public void restart(String why) {
        locked(() -> {
            if (connection != null) {
                lost(connection, why);
            }
        });
    }

    /** How it stands. */
    public SessionStatus status() {
        return status;
    }

    /**
     * Says goodbye after what is due.
     *
     * @param limit how long the coordinator is waited for
     * @return done when the stream has ended: whether in time
     */
    public CompletableFuture<Boolean> leave(Duration limit) {
        Connection last = stop(Connection::complete);
        if (last == null) {
            return CompletableFuture.completedFuture(true);
        }
        ScheduledFuture<?> late =
                timer.schedule(() -> executor.execute(last::shutdownNow), limit.toNanos(), TimeUnit.NANOSECONDS);
        return last.ended().whenComplete((inTime, failure) -> {
            late.cancel(false);
            last.shutdownNow();
        });
    }

    /** Ends at once, without a word. */
    public void abort() {
        Connection last = stop(Connection::cancel);
        if (last != null) {
            last.shutdownNow();
        }
    }

    private @Nullable Connection stop(Consumer<Connection> ending) {
        lock.lock();
        try {
            stopped = true;
            disarm();
            Connection last = connection;
            connection = null;
            status = SessionStatus.STOPPED;
            if (last != null) {
                ending.accept(last);
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            if (!stopped) {
                step.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private void later(Attempt attempt, Optional<String> problem) {
        status = new SessionStatus(State.WAITING, Optional.of(attempt.target()), "", 0, problem);
        disarm();
        alarm = schedule(attempt.delay(), () -> connect(attempt.target()));
    }

    private ScheduledFuture<?> schedule(Duration delay, Runnable step) {
        return timer.schedule(() -> executor.execute(() -> locked(step)), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void connect(Target target) {
        status = new SessionStatus(State.CONNECTING, Optional.of(target), "", 0, status.problem());
        Connection opened = Connection.open(link.open(target), outbox, new Callbacks());
        connection = opened;
        alarm = schedule(HANDSHAKE_LIMIT, () -> lost(opened, "no answer to hello"));
        opened.sender().hello(ToWire.hello(hello.get()));
    }

    /** The stream is over: give it up and plan the next. */
    private void lost(Connection which, String why) {
        replace(which, why, () -> policy.afterFailure(link.targets()));
    }

    private void replace(Connection which, String why, Supplier<Attempt> next) {
        if (connection != which) {
            return;
        }
        connection = null;
        which.cancel();
        which.shutdownNow();
        if (status.state() == State.CONNECTED) {
            LOG.atInfo().addKeyValue("coordinator", status.coordinator()).log("Lost the coordinator: {}", why);
        }
        later(next.get(), Optional.of(why));
    }

    private void received(Connection from, CoordinatorMessage message) {
        switch (message.getBodyCase()) {
            case ACCEPTED -> accepted(from, message.getAccepted());
            case REDIRECT ->
                replace(
                        from,
                        "redirected: " + message.getRedirect().getReason(),
                        () -> policy.afterRedirect(message.getRedirect().getAddress(), link.targets()));
            case PACE ->
                replace(
                        from,
                        "paced: " + message.getPace().getReason(),
                        () -> policy.afterPace(
                                millis(message.getPace().getMinDelayMs()),
                                millis(message.getPace().getMaxDelayMs()),
                                link.targets()));
            case DESIRED -> desired(from, message.getDesired());
            case RESYNC -> from.sender().resync();
            case BODY_NOT_SET -> LOG.atDebug().log("Ignored a message of a newer coordinator");
        }
    }

    private static Duration millis(int unsigned) {
        return Duration.ofMillis(Integer.toUnsignedLong(unsigned));
    }

    private void accepted(Connection from, Accepted accepted) {
        if (isForeign(accepted)) {
            lost(
                    from,
                    "it is of another cluster than "
                            + hello.get().pinnedCluster().orElseThrow());
            return;
        }
        policy.accepted();
        disarm();
        status = new SessionStatus(
                State.CONNECTED, status.target(), accepted.getCoordinator(), accepted.getSession(), Optional.empty());
        LOG.atDebug().addKeyValue("coordinator", accepted.getCoordinator()).log("Connected");
        from.sender().accepted();
        beat(from, interval(millis(accepted.getHeartbeatIntervalMs())));
    }

    private boolean isForeign(Accepted accepted) {
        Optional<ClusterId> pinned = hello.get().pinnedCluster();
        return pinned.isPresent() && !pinned.get().value().equals(accepted.getClusterId());
    }

    private static Duration interval(Duration asked) {
        if (asked.compareTo(MIN_HEARTBEAT) < 0) {
            return MIN_HEARTBEAT;
        }
        return asked.compareTo(MAX_HEARTBEAT) > 0 ? MAX_HEARTBEAT : asked;
    }

    private void beat(Connection to, Duration interval) {
        alarm = schedule(interval, () -> {
            if (connection == to) {
                to.sender().heartbeat();
                beat(to, interval);
            }
        });
    }

    private void desired(Connection from, dev.heddle.contract.proto.v1.Desired wire) {
        if (status.state() != State.CONNECTED) {
            lost(from, "orders before the answer to hello");
            return;
        }
        try {
            orders.accept(FromWire.desired(wire));
        } catch (WireFormatException e) {
            lost(from, "an order that breaks the contract: " + e.getMessage());
        }
    }

    /** Hands what arrives to the session, under its lock. */
    private final class Callbacks implements Connection.Listener {

        @Override
        public void message(Connection from, CoordinatorMessage message) {
            locked(() -> {
                if (connection == from) {
                    received(from, message);
                }
            });
        }

        @Override
        public void ready(Connection from) {
            locked(from.sender()::pump);
        }

        @Override
        public void ended(Connection from, String why) {
            locked(() -> lost(from, why));
        }
    }

    /**
     * What a session works with.
     *
     * @param link the way to coordinators
     * @param outbox what to say
     * @param hello the first words, drawn for each stream
     * @param orders takes orders; must return soon
     */
    public record Ports(CoordinatorLink link, Outbox outbox, Supplier<Hello> hello, Consumer<Desired> orders) {}
}
