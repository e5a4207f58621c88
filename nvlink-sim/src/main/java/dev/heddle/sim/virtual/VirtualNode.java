package dev.heddle.sim.virtual;

import dev.heddle.agent.AgentRuntime;
import dev.heddle.agent.AgentSettings;
import dev.heddle.agent.AgentStatus;
import dev.heddle.agent.NodeAgent;
import dev.heddle.agent.apply.NodePaths;
import dev.heddle.agent.connect.Target;
import dev.heddle.agent.observe.LinkThresholds;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.check.PhysicalHoldings;
import dev.heddle.sim.node.SimulatedPlatform;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.virtual.VirtualExecutor.Order;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One node of the simulation: its disk, and the real agent, which dies and is started again as its node lives. */
public final class VirtualNode {

    /** Folder of the agent's record. */
    public static final Path STATE = Path.of("/var/lib/heddle-agent");

    /** File of the agent's record. */
    public static final Path RECORD = STATE.resolve("record");

    private static final Path VOLATILE = Path.of("/volatile");
    private static final NodePaths PATHS = new NodePaths(VOLATILE, VOLATILE.resolve("cdi"));
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final long JITTER_NANOS = 200_000;
    private static final long SLOW_NANOS = 500_000_000;
    private static final Duration LONGEST_RESTART = Duration.ofSeconds(5);
    private static final Duration LONGEST_BOOT = Duration.ofSeconds(20);

    private final VirtualNetwork network;
    private final World world;
    private final Plant.Tray tray;
    private final List<Target> targets;
    private final Host host;
    private final RandomGenerator random;
    private final VirtualDisk disk;
    private @Nullable Life life;
    private boolean power = true;
    private boolean started;
    private long starts;
    private long failedStarts;
    private long seenVersion = -1;
    private PhysicalHoldings.OnNode seen;

    VirtualNode(VirtualNetwork network, World world, Plant.Tray tray, List<Target> targets) {
        this.network = network;
        this.world = world;
        this.tray = tray;
        this.targets = targets;
        this.host = new Host(tray.node().value());
        this.random = network.time().random("node " + host);
        this.disk = new VirtualDisk(VOLATILE, random);
        this.seen = new PhysicalHoldings.OnNode(List.of(), Collections.emptySortedSet());
    }

    /** Its name. */
    public NodeName name() {
        return tray.node();
    }

    /** Its place in the plant. */
    public Plant.Tray tray() {
        return tray;
    }

    /** Its machine on the network. */
    public Host host() {
        return host;
    }

    /** Its file systems. */
    public VirtualDisk disk() {
        return disk;
    }

    /** Whether its agent runs, paused or not. */
    public boolean running() {
        return life != null && life.process.alive();
    }

    /** The process of its agent, the last one if none runs; empty before the first. */
    public Optional<VirtualProcess> process() {
        return Optional.ofNullable(life).map(Life::process);
    }

    /** The running agent's own word; empty while none runs. */
    public Optional<AgentStatus> status() {
        return running() ? Optional.ofNullable(life).map(known -> known.agent.status()) : Optional.empty();
    }

    /** Agents started so far. */
    public long starts() {
        return starts;
    }

    /** Agents that ended because they could not start. */
    public long failedStarts() {
        return failedStarts;
    }

    /** Steps that the present agent has taken on its node. */
    public long steps() {
        return life == null ? 0 : life.storage.steps();
    }

    /** What lies on the node for its workloads, read without asking its agent. Costs nothing while nothing changes. */
    public PhysicalHoldings.OnNode exposed() {
        if (seenVersion != disk.volatileVersion()) {
            seenVersion = disk.volatileVersion();
            seen = look();
        }
        return seen;
    }

    private PhysicalHoldings.OnNode look() {
        try {
            return PhysicalHoldings.of(
                    tray.node(),
                    disk.names(PATHS.cdiRoot()),
                    name -> Optional.ofNullable(disk.content(PATHS.cdiRoot().resolve(name))),
                    disk.names(PATHS.channels()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts its agent after {@code delay}, unless one runs or its node is off by then. */
    void startAfter(Duration delay) {
        network.time().after(delay, "agent starts", this::start);
    }

    private void start() {
        if (!running() && world.agentRuns(tray.node())) {
            starts++;
            started = false;
            Life begun = live();
            life = begun;
            begun.process.after(0, "agent start", () -> begin(begun));
        }
    }

    private Life live() {
        VirtualProcess process = new VirtualProcess(network.time(), host, "agent-" + tray.node());
        process.slow(world.slow(tray.node()) ? SLOW_NANOS : 0);
        VirtualExecutor executor = new VirtualExecutor(process, Order.ANY, JITTER_NANOS);
        VirtualStorage storage = new VirtualStorage(disk, process, this::die);
        VirtualProbe probe = new VirtualProbe(world, tray.node());
        SimulatedPlatform platform = new SimulatedPlatform(world, tray.node(), new VirtualDevices(disk, storage));
        AgentRuntime runtime =
                new AgentRuntime(executor, executor, process.clock()::nanoTime, process.random(), storage);
        NodeAgent agent = new NodeAgent(
                settings(), probe, new VirtualPlatform(platform, storage), network.link(process, targets), runtime);
        process.onEnd(probe::close);
        return new Life(process, storage, agent, world.boot(tray.node()));
    }

    private AgentSettings settings() {
        return new AgentSettings(
                tray.node(),
                "simulated",
                tray.address(),
                STATE,
                PATHS.deviceRoot(),
                PATHS.cdiRoot(),
                POLL,
                LinkThresholds.DEFAULT);
    }

    private void begin(Life begun) {
        try {
            begun.agent.start();
            started = true;
        } catch (IOException e) {
            failedStarts++;
            begun.process.kill();
            startAfter(soon(LONGEST_RESTART));
        }
    }

    private Duration soon(Duration most) {
        return Duration.ofNanos(1 + random.nextLong(most.toNanos()));
    }

    /** Another agent is started beside the one that runs; it must not get the record, and ends. */
    public void startSecond() {
        Life second = live();
        second.process.after(0, "second agent start", () -> beginSecond(second));
    }

    private void beginSecond(Life second) {
        boolean beside = started && running();
        try {
            second.agent.start();
            if (beside) {
                throw new IllegalStateException("two agents have the record of " + tray.node());
            }
        } catch (IOException e) {
            failedStarts++;
        }
        second.process.kill();
    }

    /** kill -9 of the agent; it is started again after {@code down}. */
    public void crash(Duration down) {
        if (life != null) {
            life.process.kill();
            startAfter(down);
        }
    }

    /** The agent is stopped as it should be, and started again {@code down} after its end. */
    public void stop(Duration down) {
        Life known = life;
        if (known != null && running()) {
            known.process.after(
                    0, "agent stop", () -> known.agent.leave().whenComplete((left, failure) -> crash(down)));
        }
    }

    /** The agent, or the whole node, dies at one of the next steps of the agent that runs now. */
    public void crashAt(CrashPoint point) {
        if (life != null) {
            life.storage.crashAt(point);
        }
    }

    /** It does not die at a step any more. */
    public void spare() {
        if (life != null) {
            life.storage.crashAt(null);
        }
    }

    private void die(CrashPoint point) {
        if (point.power()) {
            reboot(soon(LONGEST_BOOT));
        } else {
            crash(soon(LONGEST_RESTART));
        }
    }

    /** The agent stands still for {@code duration}. */
    public void pause(Duration duration) {
        Life known = life;
        if (known != null) {
            known.process.pause();
            network.time().after(duration, "agent goes on", known.process::resume);
        }
    }

    /**
     * The node loses its power, and gets it again after {@code off}, in another boot.
     *
     * @return whether it had power
     */
    public boolean reboot(Duration off) {
        return Pulls.pull(world, tray, network.time(), off);
    }

    /** The agent is killed, something happens to its record, and it is started again. */
    public void tamper(Tampering how, byte[] foreign) {
        if (life != null) {
            life.process.kill();
        }
        byte[] record = disk.content(RECORD);
        if (record != null) {
            switch (how) {
                case LOST -> disk.remove(RECORD);
                case TORN -> disk.put(RECORD, Arrays.copyOf(record, random.nextInt(record.length)));
                case FLIPPED -> disk.put(RECORD, flipped(record));
                case FOREIGN -> disk.put(RECORD, foreign);
            }
        }
        startAfter(soon(LONGEST_RESTART));
    }

    private byte[] flipped(byte[] record) {
        byte[] flipped = record.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Brings power and agent in line with the world. */
    void settle() {
        boolean now = world.powered(tray.node());
        if (power && !now) {
            network.links().powerOff(host);
            kill();
            disk.powerLoss();
        } else if (!power && now) {
            network.links().powerOn(host);
            startAfter(soon(LONGEST_BOOT));
        } else if (now && !world.agentRuns(tray.node())) {
            kill();
        } else if (now && !running()) {
            startAfter(soon(LONGEST_RESTART));
        }
        power = now;
        if (life != null) {
            life.process.slow(world.slow(tray.node()) ? SLOW_NANOS : 0);
        }
    }

    private void kill() {
        if (life != null) {
            life.process.kill();
        }
    }

    /** What may happen to a record. */
    public enum Tampering {
        /** it is gone. */
        LOST,
        /** a part of it is gone. */
        TORN,
        /** one bit of it is another. */
        FLIPPED,
        /** it is of another node. */
        FOREIGN
    }

    private record Life(VirtualProcess process, VirtualStorage storage, NodeAgent agent, BootId boot) {}
}
