package dev.heddle.sim.virtual;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.SimProcess;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Workloads: on most grants a process starts soon after its files are there, opens what they give, and ends some time
 * after they are gone. Until then it stands in the way of the grant's release.
 */
public final class Tenants {

    private static final Duration LONGEST_START = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final VirtualTime time;
    private final RandomGenerator random;
    private final World world;
    private final Map<NodeName, Map<ComputeDomainUid, Tenant>> nodes = new HashMap<>();
    private Duration stubbornness = Duration.ZERO;
    private int stubborn;

    Tenants(VirtualTime time, World world) {
        this.time = time;
        this.random = time.random("tenants");
        this.world = world;
    }

    /** The next {@code count} processes that should end stay for {@code longer}. */
    public void stay(int count, Duration longer) {
        stubborn = count;
        stubbornness = longer;
    }

    /** Whether a process of a ComputeDomain runs on a node. */
    public boolean runs(NodeName node, ComputeDomainUid computeDomain) {
        Tenant tenant = tenants(node).get(computeDomain);
        return tenant != null && tenant.alive();
    }

    /** GPUs of a node on which processes run, and whose. */
    public Map<GpuUuid, ComputeDomainUid> busy(NodeName node) {
        Map<GpuUuid, ComputeDomainUid> busy = new LinkedHashMap<>();
        tenants(node).forEach((uid, tenant) -> {
            if (tenant.alive()) {
                tenant.holding.gpus().forEach(gpu -> busy.put(gpu, uid));
            }
        });
        return busy;
    }

    private Map<ComputeDomainUid, Tenant> tenants(NodeName node) {
        return nodes.computeIfAbsent(node, key -> new LinkedHashMap<>());
    }

    /** Looks at what lies on a node now. */
    void see(VirtualNode node) {
        Map<ComputeDomainUid, Tenant> here = tenants(node.name());
        List<Holding> holdings = node.exposed().holdings();
        here.values().removeIf(tenant -> tenant.pid != 0 && !tenant.alive());
        for (Tenant tenant : here.values()) {
            if (!tenant.leaving && !holdings.contains(tenant.holding)) {
                tenant.leaving = true;
                time.after(ending(), "workload ends", () -> end(node, tenant));
            }
        }
        for (Holding holding : holdings) {
            if (!here.containsKey(holding.computeDomain())) {
                Tenant tenant = new Tenant(holding);
                here.put(holding.computeDomain(), tenant);
                time.after(soon(LONGEST_START), "workload starts", () -> begin(node, tenant));
            }
        }
    }

    private Duration soon(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos()));
    }

    private Duration ending() {
        if (stubborn > 0) {
            stubborn--;
            return stubbornness;
        }
        return soon(LONGEST_END);
    }

    private void begin(VirtualNode node, Tenant tenant) {
        Holding holding = tenant.holding;
        boolean there = node.exposed().holdings().contains(holding)
                && node.exposed().channels().contains(holding.channel());
        if (tenant.leaving || !there) {
            tenants(node.name()).remove(holding.computeDomain(), tenant);
            return;
        }
        try {
            tenant.pid =
                    world.start(node.name(), holding.channel(), holding.gpus()).pid();
        } catch (ConflictException e) {
            tenants(node.name()).remove(holding.computeDomain(), tenant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(VirtualNode node, Tenant tenant) {
        try {
            if (tenant.pid != 0) {
                world.stop(tenant.pid);
            }
            tenants(node.name()).remove(tenant.holding.computeDomain(), tenant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One ComputeDomain's process on one node. */
    private final class Tenant {
        private final Holding holding;
        private long pid;
        private boolean leaving;

        private Tenant(Holding holding) {
            this.holding = holding;
        }

        private boolean alive() {
            SimProcess process = world.state().processes().get(pid);
            return process != null;
        }
    }
}
