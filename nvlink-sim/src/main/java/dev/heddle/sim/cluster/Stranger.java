package dev.heddle.sim.cluster;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.sim.virtual.Host;
import dev.heddle.sim.virtual.VirtualProcess;

/**
 * The coordinator of another cluster, with a ledger of its own, on the same network. It has led many times more than the
 * cluster's own, so that its orders are the newer ones to whoever does not ask whose they are.
 */
public final class Stranger {

    private static final String NAME = "stranger";
    private static final ClusterId CLUSTER = new ClusterId("another-cluster");
    private static final long EPOCH = 100_000;
    private static final int PORT = 7443;

    private final Cluster cluster;
    private final Target target = new Target(NAME, PORT);
    private boolean started;

    Stranger(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Its cluster. */
    public ClusterId id() {
        return CLUSTER;
    }

    /** Where it is reached. */
    public Target target() {
        return target;
    }

    /** Starts it, unless it runs: where nobody goes astray there is none. */
    public void start() {
        if (!started) {
            started = true;
            VirtualProcess process = new VirtualProcess(cluster.time(), new Host(NAME), NAME);
            process.after(0, "stranger start", () -> begin(process));
        }
    }

    private void begin(VirtualProcess process) {
        WatchedDecider decider = new WatchedDecider(new Decider(cluster.rules()), new Unwatched());
        LedgerStore store = new LedgerStore(cluster.time(), CLUSTER, EPOCH);
        SharedGrid grid = new SharedGrid(cluster.network(), what -> {});
        new Life(
                new Life.Around(process, cluster.network(), store, grid, decider, () -> {}),
                NAME,
                Replica.RELEASE,
                target);
    }

    /** What it decides concerns nobody here: no law but that nothing of it is obeyed. */
    private static final class Unwatched implements WatchedDecider.Look {

        @Override
        public void decided(Image image, Command command, WatchedDecider.Drawn drawn, Decision decision) {}

        @Override
        public void failed(Command command, RuntimeException cause) {
            throw new IllegalStateException(command + " cannot be decided", cause);
        }
    }
}
