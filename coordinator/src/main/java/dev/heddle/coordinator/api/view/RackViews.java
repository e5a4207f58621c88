package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.RackName;
import dev.heddle.coordinator.allocation.Rooms;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.api.dto.RackDetailDto;
import dev.heddle.coordinator.api.dto.RackDto;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Racks. */
public final class RackViews {

    /** NVSwitch ASICs of an NVL72 rack: each GPU has one link to each. */
    private static final int ASICS = 18;

    private RackViews() {}

    static RackDto rack(RackName name, List<NodeEntry> nodes) {
        NodeGroup.Totals totals = NodeGroup.Totals.NONE;
        Health health = Health.HEALTHY;
        SortedSet<String> clusters = new TreeSet<>();
        SortedSet<String> cliques = new TreeSet<>();
        SortedSet<String> computeDomains = new TreeSet<>();
        int cordoned = 0;
        for (NodeEntry node : nodes) {
            totals = totals.plus(NodeGroup.Totals.of(node));
            health = health.worst(node.verdict().health());
            cordoned += node.cordoned() ? 1 : 0;
            computeDomains.addAll(node.standing().computeDomains());
            if (node.unit().isPresent() && node.adopted().isPresent()) {
                UnitState unit = node.unit().get();
                cliques.add(Rooms.clique(unit, node.adopted().get()));
                clusters.add(unit.unit().cluster().value());
            }
        }
        return new RackDto(
                name.value(),
                chassis(nodes),
                totals.nodes(),
                totals.connected(),
                totals.gpus(),
                totals.grantable(),
                totals.granted(),
                Words.links(totals.links()),
                Words.camel(health),
                state(nodes),
                List.copyOf(clusters),
                List.copyOf(cliques),
                cordoned,
                List.copyOf(computeDomains));
    }

    private static @Nullable String chassis(List<NodeEntry> nodes) {
        return nodes.stream()
                .map(node -> node.location().chassisSerial())
                .filter(serial -> !serial.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String state(List<NodeEntry> nodes) {
        DomainState worst = null;
        for (NodeEntry node : nodes) {
            if (node.unit().isPresent()) {
                DomainState state = node.unit().get().state();
                worst = worst == null || worst == DomainState.HEALTHY ? state : worst;
            }
        }
        return worst == null ? null : Words.camel(worst);
    }

    /** A rack with all that is in it. */
    public static RackDetailDto detail(FabricIndex.RackEntry rack) {
        List<RackDetailDto.Tray> trays = new ArrayList<>();
        Integer[] down = new Integer[ASICS];
        Arrays.fill(down, 0);
        for (NodeEntry node : rack.nodes()) {
            trays.add(tray(node));
            count(node, down);
        }
        return new RackDetailDto(rack.dto(), trays, new RackDetailDto.Switches(ASICS, List.of(down)));
    }

    private static void count(NodeEntry node, Integer[] down) {
        if (!node.connected()) {
            return;
        }
        for (Gpu gpu : node.gpus()) {
            for (Link link : gpu.links()) {
                if (link.index() < ASICS && link.state() != LinkState.ACTIVE && link.state() != LinkState.UNKNOWN) {
                    down[link.index()]++;
                }
            }
        }
    }

    private static RackDetailDto.Tray tray(NodeEntry node) {
        Verdict verdict = node.verdict();
        List<RackDetailDto.TrayGpu> gpus = new ArrayList<>();
        for (int i = 0; i < node.gpus().size(); i++) {
            gpus.add(gpu(node, i));
        }
        if (node.gpus().isEmpty()) {
            node.adopted().ifPresent(adopted -> unheard(node, adopted, gpus));
        }
        return new RackDetailDto.Tray(
                Words.orNull(node.location().slot()),
                Words.orNull(node.location().tray()),
                node.name().value(),
                node.connected(),
                node.cordoned(),
                node.standing().closed().orElse(null),
                Words.camel(verdict.health()),
                Words.orNull(verdict.reason()),
                Words.orNull(verdict.message()),
                gpus);
    }

    private static RackDetailDto.TrayGpu gpu(NodeEntry node, int i) {
        Gpu gpu = node.gpus().get(i);
        Verdict verdict = node.gpu(i);
        return new RackDetailDto.TrayGpu(
                gpu.index(),
                Words.orNull(gpu.platform().moduleId()),
                gpu.uuid().value(),
                Words.camel(verdict.health()),
                Words.orNull(verdict.reason()),
                node.holder(gpu.uuid()).orElse(null),
                GpuViews.letters(node, gpu));
    }

    /** The ledger knows the GPUs of a node that was not heard yet. */
    private static void unheard(NodeEntry node, UnitNode adopted, List<RackDetailDto.TrayGpu> gpus) {
        for (int i = 0; i < adopted.gpus().size(); i++) {
            gpus.add(new RackDetailDto.TrayGpu(
                    i,
                    null,
                    adopted.gpus().get(i).value(),
                    Words.camel(Health.UNKNOWN),
                    Words.orNull(node.verdict().reason()),
                    node.holder(adopted.gpus().get(i)).orElse(null),
                    GpuViews.UNSEEN));
        }
    }
}
