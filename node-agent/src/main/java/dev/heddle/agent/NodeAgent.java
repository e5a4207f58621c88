package dev.heddle.agent;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.agent.apply.Applier;
import dev.heddle.agent.apply.GatedStorage;
import dev.heddle.agent.apply.NodePaths;
import dev.heddle.agent.connect.CoordinatorLink;
import dev.heddle.agent.connect.CoordinatorSession;
import dev.heddle.agent.connect.Outbox;
import dev.heddle.agent.connect.ReconnectPolicy;
import dev.heddle.agent.observe.LinkHysteresis;
import dev.heddle.agent.observe.Observer;
import dev.heddle.agent.platform.GatedPlatform;
import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.agent.work.AgentKilledException;
import dev.heddle.agent.work.LifeGate;
import dev.heddle.agent.work.Wakeup;
import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's agent: looks at the hardware, tells a coordinator, follows its orders. Holds no thread of its own, so
 * that hundreds fit into one process. The caller keeps probe, platform, link and runtime, and closes them after it.
 * An agent lives once: {@link #start}, then {@link #close} or {@link #kill}.
 */
public final class NodeAgent implements AutoCloseable {

    /** Version of the contract with coordinators that this agent speaks. */
    public static final int CONTRACT_VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(1);

    private final AgentSettings settings;
    private final HardwareProbe probe;
    private final NodePlatform platform;
    private final AgentRuntime runtime;
    private final Executor executor;
    private final AgentInstance instance;
    private final LifeGate gate = new LifeGate();
    private final ReentrantLock work = new ReentrantLock();
    private final Outbox outbox = new Outbox();
    private final AtomicReference<@Nullable Desired> order = new AtomicReference<>();
    private final Observer observer;
    private final CoordinatorSession session;
    private final Wakeup looks;
    private final Wakeup orders;
    private final Wakeup requests;

    private volatile boolean ended;
    private volatile boolean again;
    private volatile @Nullable BootId boot;
    private @Nullable Applier applier;
    private @Nullable ScheduledFuture<?> ticks;

    /**
     * An agent that does nothing before its start.
     *
     * @param settings what it is told
     * @param probe its hardware
     * @param platform its operating system
     * @param link the way to coordinators
     * @param runtime threads, time and chance, shared with other agents
     */
    public NodeAgent(
            AgentSettings settings,
            HardwareProbe probe,
            NodePlatform platform,
            CoordinatorLink link,
            AgentRuntime runtime) {
        this.settings = settings;
        this.probe = probe;
        this.platform = platform;
        this.runtime = runtime;
        this.executor = runtime.executor();
        this.instance = new AgentInstance(
                new UUID(runtime.random().nextLong(), runtime.random().nextLong()).toString());
        this.observer = new Observer(probe, new LinkHysteresis(settings.links()), runtime.nanoTime(), this::reported);
        this.session = new CoordinatorSession(
                new CoordinatorSession.Ports(link, outbox, this::hello, this::ordered),
                executor,
                runtime.timer(),
                new ReconnectPolicy(runtime.random()));
        this.looks = new Wakeup(executor, this::look);
        this.orders = new Wakeup(executor, this::follow);
        this.requests = new Wakeup(executor, this::readopt);
    }

    /**
     * Takes the record, then goes on in the background: looks, resumes what was unfinished, connects.
     *
     * @throws IOException if another agent has the record, or neither disk nor probe answers
     */
    public void start() throws IOException {
        BootId running = probe.bootId();
        boot = running;
        Applier.Ports ports = new Applier.Ports(
                new GatedStorage(runtime.storage(), gate),
                new NodePaths(settings.deviceRoot(), settings.cdiRoot()),
                new GatedPlatform(platform, gate),
                instance,
                observer::latest,
                this::applied);
        applier = Applier.open(ports, settings.stateDirectory(), settings.node(), running);
        probe.onChange(this::wake);
        long interval = settings.pollInterval().toNanos();
        long phase = runtime.random().nextLong(interval);
        ticks = runtime.timer().scheduleAtFixedRate(this::wake, phase, interval, TimeUnit.NANOSECONDS);
        wake();
        session.start();
    }

    private void wake() {
        if (!ended) {
            looks.raise();
            requests.raise();
            if (again || order.get() != null || unfinished()) {
                orders.raise();
            }
        }
    }

    private boolean unfinished() {
        return outbox.applied().map(AppliedState::pending).orElse(false);
    }

    private void look() {
        if (!ended) {
            boolean first = observer.latest().isEmpty();
            observer.look();
            if (first && observer.latest().isPresent()) {
                orders.raise();
            }
        }
    }

    private void reported(NodeReport report) {
        outbox.report(report);
        session.pump();
    }

    private void applied(AppliedState state) {
        outbox.applied(state);
        session.pump();
    }

    private void ordered(Desired desired) {
        order.set(desired);
        orders.raise();
    }

    /** An operator's word comes first: what the former cluster ordered last is not followed any more. */
    private void readopt() {
        atWork(following -> {
            if (following.readopt()) {
                order.set(null);
                session.restart("an operator wants another cluster to be obeyed");
            }
        });
    }

    private void follow() {
        atWork(this::follow);
    }

    /** What the agent does on its node. */
    private interface Step {
        void on(Applier applier) throws IOException;
    }

    private void atWork(Step step) {
        work.lock();
        try {
            Applier following = applier;
            if (!ended && following != null) {
                step.on(following);
            }
        } catch (IOException e) {
            again = true;
            LOG.atWarn()
                    .addKeyValue("node", settings.node())
                    .log("The node could not be changed, it is tried again: {}", e.toString());
        } catch (AgentKilledException e) {
            LOG.atDebug().addKeyValue("node", settings.node()).log("Killed at work");
        } finally {
            work.unlock();
        }
    }

    private void follow(Applier following) throws IOException {
        Desired desired = order.get();
        again = false;
        if (desired != null) {
            following.order(desired);
            order.compareAndSet(desired, null);
        } else {
            following.converge();
        }
    }

    private Hello hello() {
        Optional<AppliedState> state = outbox.applied();
        Stamp stamp = state.map(known -> known.applied().stamp()).orElse(Stamp.NONE);
        BootId running = boot;
        if (running == null) {
            throw new IllegalStateException("the agent was not started");
        }
        return new Hello(
                settings.node(),
                running,
                instance,
                settings.agentVersion(),
                CONTRACT_VERSION,
                state.flatMap(AppliedState::cluster),
                stamp.epoch(),
                stamp.generation(),
                settings.address());
    }

    /** A look at the agent, from any thread. */
    public AgentStatus status() {
        Optional<AppliedState> state = outbox.applied();
        Optional<ClusterId> cluster = state.flatMap(AppliedState::cluster);
        return new AgentStatus(
                settings.node(),
                session.status(),
                cluster,
                state.map(AppliedState::applied),
                unfinished() || again,
                observer.latest().map(report -> report.gpus().size()).orElse(0),
                observer.problem());
    }

    /** Ends cleanly: what is being done is finished, said, and the record given back. Grants stay in place. */
    @Override
    public void close() {
        CompletableFuture<Boolean> left = leave();
        try {
            left.get();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Ends as {@link #close} does, and waits for nothing but what is being done.
     *
     * @return done when the agent has ended: true if the coordinator has heard it, or there was none to tell
     */
    public CompletableFuture<Boolean> leave() {
        end();
        work.lock();
        try {
            return session.leave(GOODBYE_LIMIT).whenComplete((heard, failure) -> {
                gate.shut();
                giveBack();
            });
        } finally {
            work.unlock();
        }
    }

    /** Ends like a kill -9: the stream breaks, and nothing on the node is touched from the moment this returns. */
    public void kill() {
        end();
        gate.shut();
        session.abort();
        giveBack();
    }

    private void end() {
        ended = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    private void giveBack() {
        if (applier != null) {
            applier.close();
        }
    }
}
