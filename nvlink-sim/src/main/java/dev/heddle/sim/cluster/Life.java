package dev.heddle.sim.cluster;

import dev.heddle.agent.connect.Target;
import dev.heddle.coordinator.agents.AgentProperties;
import dev.heddle.coordinator.agents.SteppedSessions;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.EngineSettings;
import dev.heddle.coordinator.engine.EngineTurns;
import dev.heddle.coordinator.engine.Reigns;
import dev.heddle.coordinator.leadership.JdbcLeadership;
import dev.heddle.coordinator.leadership.LeaseTerms;
import dev.heddle.coordinator.leadership.SteppedLeadership;
import dev.heddle.coordinator.replication.Grid;
import dev.heddle.coordinator.replication.SteppedReplication;
import dev.heddle.sim.virtual.VirtualExecutor;
import dev.heddle.sim.virtual.VirtualNetwork;
import dev.heddle.sim.virtual.VirtualProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One process of a coordinator, from its start to its end: every part is the real one, and each turn an event. */
final class Life {

    private static final LeaseTerms TERMS = LeaseTerms.of(Duration.ofSeconds(3));
    private static final AgentProperties AGENTS = new AgentProperties(
            Duration.ofSeconds(5), Duration.ofSeconds(15), 1_000, 1_000, Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final Duration IDLE_TURN = Duration.ofMillis(200);
    private static final Duration IDLE_REPLICATION = Duration.ofMillis(200);
    private static final Duration GRID_START = Duration.ofSeconds(2);
    private static final long WAKE_NANOS = 100_000;
    private static final long THREAD_NANOS = 200_000;

    private final VirtualProcess process;
    private final CallPoints calls;
    private final JobPoints jobs;
    private final EngineTurns engine;
    private final SteppedLeadership leadership;
    private final SteppedReplication replication;
    private final SteppedSessions sessions;
    private final Turns turns;
    private final Supplier<Grid> join;
    private Grid member;
    private boolean stopping;

    /**
     * Starts it.
     *
     * @param around what is outside of it
     * @param name replica name
     * @param release its release
     * @param target where agents reach it
     */
    Life(Around around, String name, String release, Target target) {
        this.process = around.process();
        this.calls = new CallPoints(process, around.die());
        this.jobs = new JobPoints(process);
        this.turns = new Turns(process);
        LedgerSession ledger =
                new LedgerSession(around.store(), process, around.network().links(), calls);
        this.replication = replication();
        this.leadership = new SteppedLeadership(
                ledger, new JdbcLeadership.Replica(name, () -> "http://" + name), TERMS, process.clock()::nanoTime);
        Reigns reigns = new Reigns(
                ledger,
                around.store().codec(),
                new VirtualWorkers(process, around.store().faults(), jobs));
        this.engine = engine(name, around.decider(), reigns);
        this.sessions = new SteppedSessions(
                AGENTS,
                new SteppedSessions.Replica(engine, replication::members, replication::doubt),
                new SimpleMeterRegistry(),
                new SteppedSessions.Time(
                        process.clock(),
                        process.clock()::nanoTime,
                        new VirtualExecutor(process, VirtualExecutor.Order.ANY, THREAD_NANOS)),
                process.random().nextInt());
        this.join = () -> around.grid().join(process, name, release);
        this.member = join.get();
        begin(around, target);
    }

    /**
     * What is outside of a process.
     *
     * @param process the process
     * @param network what it listens on
     * @param store the ledger
     * @param grid the replicas' common memory
     * @param decider decides
     * @param die ends the process; it is started again some time
     */
    record Around(
            VirtualProcess process,
            VirtualNetwork network,
            LedgerStore store,
            SharedGrid grid,
            WatchedDecider decider,
            Runnable die) {}

    private SteppedReplication replication() {
        return new SteppedReplication(
                new SteppedReplication.Clocks(process.clock(), process.clock()::nanoTime),
                new SteppedReplication.Wake(() -> turns.soon(Turns.Kind.RELAY), () -> turns.soon(Turns.Kind.IMAGES)));
    }

    private EngineTurns engine(String name, WatchedDecider decider, Reigns reigns) {
        return new EngineTurns(
                EngineSettings.of(name),
                new EngineTurns.Parts(decider, reigns, leadership, replication.relay()),
                new EngineTurns.Surroundings(
                        process.clock(), process.clock()::nanoTime, this::drawn, () -> turns.soon(Turns.Kind.ENGINE)));
    }

    private String drawn() {
        return new UUID(process.random().nextLong(), process.random().nextLong()).toString();
    }

    private void begin(Around around, Target target) {
        leadership.start(engine);
        replication.start(
                new SteppedReplication.Replica(
                        engine, engine, leadership, around.store().codec(), target.toString()),
                member);
        around.network().listen(process, target, sessions::connect);
        turns.begin(Turns.Kind.ENGINE, WAKE_NANOS, IDLE_TURN, engine::turn);
        turns.begin(Turns.Kind.RELAY, WAKE_NANOS, IDLE_REPLICATION, () -> failing(replication::relayTurn));
        turns.begin(Turns.Kind.IMAGES, WAKE_NANOS, IDLE_REPLICATION, () -> failing(replication::imagesTurn));
        turns.begin(Turns.Kind.LEASE, WAKE_NANOS, TERMS.poll(), () -> jobs.run("lease", this::ask));
        turns.begin(Turns.Kind.SWEEP, WAKE_NANOS, sessions.sweepInterval(), sessions::sweep);
    }

    /** A turn that fails, as the grid is in trouble, is taken again with the next; after many, the grid is left. */
    private void failing(Runnable turn) {
        try {
            turn.run();
        } catch (IllegalStateException e) {
            if (replication.stuck()) {
                replication.leave();
                member.close();
                process.after(GRID_START.toNanos(), "grid start", this::rejoin);
            }
        }
    }

    private void rejoin() {
        member = join.get();
        replication.rejoin(member);
    }

    private void ask() {
        if (!stopping) {
            leadership.ask();
            call();
        }
    }

    private void call() {
        while (leadership.call()) {
            // It is told as often as there is something to tell.
        }
    }

    VirtualProcess process() {
        return process;
    }

    CallPoints calls() {
        return calls;
    }

    JobPoints jobs() {
        return jobs;
    }

    EngineTurns engine() {
        return engine;
    }

    /** As SIGTERM: no more agents, then no more leadership, then nothing. */
    void stop(Runnable ended) {
        process.after(0, "stop", () -> {
            sessions.stop();
            process.after(Duration.ofSeconds(1).toNanos(), "stop leading", () -> {
                stopping = true;
                leadership.stop();
                ended.run();
            });
        });
    }

    CompletionStage<Reply> submit(Command command) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        process.after(
                WAKE_NANOS,
                "request",
                () -> engine.submit(command)
                        .thenAccept(reply -> process.after(WAKE_NANOS, "reply", () -> answer.complete(reply))));
        return answer;
    }
}
