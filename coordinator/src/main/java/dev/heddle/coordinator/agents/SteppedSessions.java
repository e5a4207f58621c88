package dev.heddle.coordinator.agents;

import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** The sessions with node agents without a server: whoever holds it brings the streams and has it sweep. */
public final class SteppedSessions {

    private final AgentProperties limits;
    private final Sessions sessions;
    private final AgentService service;
    private final Sweeping sweeping;

    /**
     * Sessions of the only replica, or of one that sends nobody to another.
     *
     * @param limits named maxima and times
     * @param engine the replica's engine
     * @param meters takes meters
     * @param time clocks and who does what is not done at once
     * @param lowBits drawn at random for this process
     */
    public SteppedSessions(AgentProperties limits, Engine engine, MeterRegistry meters, Time time, int lowBits) {
        this(limits, new LiveEngineView(engine, List::of, () -> {}), meters, time, lowBits);
    }

    /**
     * Sessions of one of several replicas.
     *
     * @param replica its engine, where the others are, and its picture
     * @param lowBits drawn at random for this process
     */
    public SteppedSessions(AgentProperties limits, Replica replica, MeterRegistry meters, Time time, int lowBits) {
        this(limits, replica.view(), meters, time, lowBits);
    }

    private SteppedSessions(AgentProperties limits, EngineView view, MeterRegistry meters, Time time, int lowBits) {
        this.limits = limits;
        this.sessions = new Sessions(
                limits,
                view,
                new AgentMetrics(meters),
                new SessionNumbers(time.wall(), lowBits),
                new Sessions.Time(time.wall(), time.nanos(), time.executor()));
        this.service = new AgentService(sessions);
        this.sweeping = new Sweeping(sessions);
        var unused = view.subscribe(sessions::changed);
    }

    /**
     * A replica among others.
     *
     * @param engine its engine
     * @param members the replicas
     * @param picture what it shows as a standby
     */
    public record Replica(Engine engine, Members members, StandbyPicture picture) {

        private EngineView view() {
            return new LiveEngineView(engine, members, picture);
        }
    }

    /**
     * Clocks and who does what is not done at once.
     *
     * @param wall wall clock
     * @param nanos monotonic clock
     * @param executor runs pushes; must not run them while {@code execute} is called
     */
    public record Time(InstantSource wall, LongSupplier nanos, Executor executor) {}

    /** An agent opens its stream: what it says goes into the result. */
    public StreamObserver<AgentMessage> connect(StreamObserver<CoordinatorMessage> out) {
        return service.connect(out);
    }

    /** How often {@link #sweep} is due. */
    public Duration sweepInterval() {
        return limits.heartbeatInterval().dividedBy(Sweeping.PER_HEARTBEAT);
    }

    /** Closes what is overdue. */
    public void sweep() {
        sweeping.turn();
    }

    /** Sends every agent away, and every one that still comes. */
    public void stop() {
        sessions.stop();
    }
}
