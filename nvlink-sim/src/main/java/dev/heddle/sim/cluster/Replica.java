package dev.heddle.sim.cluster;

import dev.heddle.agent.connect.Target;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.EngineTurns;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One coordinator's machine: its process dies and is started again. */
public final class Replica {

    /** Releases that a replica may be of. */
    public static final String RELEASE = "1.0.0";

    private static final int PORT = 7443;
    private static final Duration LONGEST_RESTART = Duration.ofSeconds(8);

    private final Cluster cluster;
    private final Host host;
    private final Target target;
    private String release = RELEASE;
    private @Nullable VirtualProcess process;
    private @Nullable Life life;
    private long starts;

    Replica(Cluster cluster, String name) {
        this.cluster = cluster;
        this.host = new Host(name);
        this.target = new Target(name, PORT);
    }

    /** Its name. */
    public String name() {
        return host.name();
    }

    /** Its machine. */
    public Host host() {
        return host;
    }

    /** Where agents reach it. */
    public Target target() {
        return target;
    }

    /** Whether its process lives, paused or not. */
    public boolean running() {
        return process != null && process.alive();
    }

    /** Its process; empty while none runs. */
    public Optional<VirtualProcess> process() {
        return running() ? Optional.ofNullable(process) : Optional.empty();
    }

    private Optional<Life> alive() {
        return running() ? Optional.ofNullable(life) : Optional.empty();
    }

    /** Whether its engine takes itself for the leader. */
    public boolean leading() {
        return status().filter(Engine.Status::leading).isPresent();
    }

    /** How its engine is doing; empty while none runs. */
    public Optional<Engine.Status> status() {
        return alive().map(Life::engine).map(EngineTurns::status);
    }

    /** What it shows; nothing while it does not run. */
    public Image image() {
        return alive().map(Life::engine)
                .map(EngineTurns::image)
                .orElseGet(() -> Image.empty(cluster.store().cluster()));
    }

    Optional<EngineTurns> engine() {
        return alive().map(Life::engine);
    }

    /** Processes started so far. */
    public long starts() {
        return starts;
    }

    /** Starts it, unless it runs. */
    public void start() {
        if (!running()) {
            starts++;
            VirtualProcess begun = new VirtualProcess(cluster.time(), host, name());
            process = begun;
            life = null;
            begun.after(0, "coordinator start", () -> begin(begun));
        }
    }

    private void begin(VirtualProcess begun) {
        life = new Life(cluster.around(this, begun, this::die), name(), release, target);
    }

    private void die() {
        crash(Duration.ofNanos(1 + cluster.time().random().nextLong(LONGEST_RESTART.toNanos())));
    }

    /** kill -9; it is started again after {@code down}. */
    public void crash(Duration down) {
        kill();
        startAfter(down);
    }

    /** kill -9; it stays down until it is started. */
    public void kill() {
        process().ifPresent(VirtualProcess::kill);
    }

    private void startAfter(Duration down) {
        cluster.time().after(down, "coordinator starts", this::start);
    }

    /** As SIGTERM; it is started again {@code down} after its end. */
    public void stop(Duration down) {
        alive().ifPresent(known -> known.stop(() -> {
            known.process().kill();
            startAfter(down);
        }));
    }

    /** It stands still for {@code duration}. */
    public void pause(Duration duration) {
        process().ifPresent(known -> {
            known.pause();
            cluster.time().after(duration, "coordinator goes on", known::resume);
        });
    }

    /** It dies at the {@code call}-th of its next calls to the ledger, before that takes effect or after. */
    public void crashAtCall(int call, boolean after) {
        alive().ifPresent(known -> known.calls().crashAt(call, after));
    }

    /** It stands still before or after the {@code job}-th of the next things that it does with the ledger. */
    public void pauseAtCall(int job, boolean after, Duration duration) {
        alive().ifPresent(known -> known.jobs().pauseAt(job, after, duration));
    }

    /** It is of another release from its next start on: two releases share a ledger, and no grid. */
    public void release(String next) {
        release = next;
    }

    /** Asks for something, as a client of this replica; no answer comes if it dies. */
    public CompletionStage<Reply> submit(Command command) {
        return alive().map(known -> known.submit(command)).orElseGet(CompletableFuture::new);
    }

    @Override
    public String toString() {
        return name();
    }
}
