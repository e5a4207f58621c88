package dev.heddle.sim.scenario;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.LedgerHoldings;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.fault.FaultKind;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Random creates, deletes, faults, heals and processes, all drawn from one seed. */
final class RandomLoad {

    private static final int MAX_FAULTS = 12;
    private static final int MAX_PROCESSES = 6;
    private static final int MAX_WAITING = 8;

    private final Cluster cluster;
    private final RandomGenerator random;
    private final World world;
    private final int least;
    private final int most;
    private int created;

    RandomLoad(Cluster cluster, RandomGenerator random, int least, int most) {
        this.cluster = cluster;
        this.random = random;
        this.world = cluster.simulator().world();
        this.least = least;
        this.most = most;
    }

    /** Does one thing. */
    void step() throws InterruptedException, ExecutionException, TimeoutException, IOException, TargetException {
        List<ComputeDomainRecord> live = cluster.live();
        List<ComputeDomainRecord> waiting = cluster.in(Phase.PENDING);
        int drawn = random.nextInt(100);
        if (waiting.size() > MAX_WAITING) {
            delete(waiting.get(random.nextInt(waiting.size())).name());
        } else if (live.size() <= least || (drawn < 40 && live.size() < most)) {
            create();
        } else if (drawn < 78) {
            delete(live.get(random.nextInt(live.size())).name());
        } else if (drawn < 95) {
            breakOrHeal();
        } else {
            startOrStop();
        }
    }

    private void create() throws InterruptedException, ExecutionException, TimeoutException {
        created++;
        Reply reply = cluster.create("cd-" + created, 1 + random.nextInt(5), 1 + random.nextInt(3));
        if (!(reply instanceof Reply.Created)) {
            throw new IllegalStateException("create was answered with " + reply);
        }
    }

    private void delete(ComputeDomainName name) throws InterruptedException, ExecutionException, TimeoutException {
        Reply reply = cluster.delete(name);
        boolean fine = reply instanceof Reply.Deleted
                || (reply instanceof Reply.Refused refused && refused.code() == Reply.Code.NOT_FOUND);
        if (!fine) {
            throw new IllegalStateException("delete was answered with " + reply);
        }
    }

    private void breakOrHeal() throws IOException, TargetException {
        List<Long> active = new ArrayList<>(world.state().faults().keySet());
        if (active.size() >= MAX_FAULTS || (!active.isEmpty() && random.nextBoolean())) {
            world.heal(List.of(active.get(random.nextInt(active.size()))));
            return;
        }
        FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
        try {
            world.inject(Fault.parse(world.plant(), kind.wireName(), target(kind)));
        } catch (ConflictException e) {
            // drawn twice: it is broken already
            return;
        }
    }

    private String target(FaultKind kind) {
        int rack = random.nextInt(world.plant().racks().size());
        int tray = random.nextInt(18);
        return switch (kind) {
            case GPU_LOST -> new Target.OfGpu(rack, tray, random.nextInt(4)).text();
            case LINK_DOWN, LINK_FLAP, LINK_DEGRADED ->
                new Target.OfLink(rack, tray, random.nextInt(4), random.nextInt(18)).text();
            case PULL_TRAY, IMEX_KILL, AGENT_STOP, AGENT_SLOW -> new Target.OfTray(rack, tray).text();
            case SWITCH_ASIC_LOST -> new Target.OfAsic(rack, random.nextInt(9), random.nextInt(2)).text();
            case SWITCH_TRAY_LOST -> new Target.OfSwitch(rack, random.nextInt(9)).text();
            case CLIQUE_SPLIT -> new Target.OfTrays(rack, tray, 17).text();
            case RE_PARTITION -> new Target.OfRack(rack).text();
        };
    }

    private void startOrStop() throws IOException {
        SortedSet<Long> pids = new TreeSet<>(world.state().processes().keySet());
        List<Holding> held = LedgerHoldings.of(cluster.image());
        if (pids.size() >= MAX_PROCESSES || held.isEmpty()) {
            world.stop(pids.first());
            return;
        }
        Holding holding = held.get(random.nextInt(held.size()));
        NodeName node = holding.node();
        SortedSet<GpuUuid> gpus = holding.gpus();
        try {
            world.start(node, holding.channel(), gpus);
        } catch (ConflictException e) {
            // its tray is pulled: nothing can run there
            return;
        }
    }

    /** Ends every fault and every process. */
    void calm() throws IOException {
        world.healAll();
        for (long pid : List.copyOf(world.state().processes().keySet())) {
            world.stop(pid);
        }
    }
}
