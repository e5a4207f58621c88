package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.virtual.VirtualFleet;
import dev.heddle.sim.world.SimProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files and processes of a simulated fleet. */
record FleetGround(VirtualFleet fleet) implements Ground {

    @Override
    public List<Holding> used(NodeName node) {
        List<Holding> used = new ArrayList<>();
        fleet.node(node).ifPresent(known -> used.addAll(known.exposed().holdings()));
        Map<GpuUuid, ComputeDomainUid> busy = fleet.tenants().busy(node);
        if (!busy.isEmpty()) {
            for (SimProcess process : fleet.world().state().processes().values()) {
                ComputeDomainUid owner = process.gpus().isEmpty()
                        ? null
                        : busy.get(process.gpus().first());
                if (process.node().equals(node) && owner != null) {
                    used.add(new Holding(owner, node, process.channel(), process.gpus()));
                }
            }
        }
        return used;
    }
}
