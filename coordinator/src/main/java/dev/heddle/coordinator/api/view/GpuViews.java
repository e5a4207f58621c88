package dev.heddle.coordinator.api.view;

import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.Platform;
import dev.heddle.coordinator.api.dto.GpuDto;
import dev.heddle.coordinator.health.Health;
import dev.heddle.coordinator.health.Verdict;
import dev.heddle.coordinator.topology.LinkTally;
import java.util.Arrays;
import java.util.Optional;

/** GPUs. */
public final class GpuViews {

    /** Links of a Hopper or Blackwell GPU: shown as unknown where the probe cannot see links. */
    static final int LINKS = 18;

    /** Letters of a GPU whose links nobody sees. */
    static final String UNSEEN = "?".repeat(LINKS);

    private GpuViews() {}

    /**
     * Which GPUs.
     *
     * @param rack in this rack; empty = any
     * @param node on this node; empty = any
     * @param health of this health; empty = any
     */
    public record Filter(Optional<String> rack, Optional<String> node, Optional<Health> health) {

        boolean takes(NodeEntry entry) {
            return Places.match(entry, rack, node);
        }
    }

    /** GPUs by rack, place and index. */
    public static void list(FabricIndex index, Filter filter, Window<GpuDto> window) {
        for (FabricIndex.RackEntry rack : index.racks()) {
            for (NodeEntry node : rack.nodes()) {
                if (filter.takes(node)) {
                    list(node, filter, window);
                }
            }
        }
    }

    private static void list(NodeEntry node, Filter filter, Window<GpuDto> window) {
        for (int i = 0; i < node.gpus().size(); i++) {
            int gpu = i;
            Health health = node.gpu(i).health();
            if (filter.health().map(health::equals).orElse(true)) {
                window.offer(() -> gpu(node, gpu));
            }
        }
    }

    static GpuDto gpu(NodeEntry node, int i) {
        Gpu gpu = node.gpus().get(i);
        Verdict verdict = node.gpu(i);
        LinkTally tally = LinkTally.of(gpu);
        return new GpuDto(
                gpu.uuid().value(),
                node.name().value(),
                node.location().rack().value(),
                gpu.index(),
                gpu.minor(),
                Words.orNull(gpu.platform().moduleId()),
                Words.orNull(gpu.pciBusId()),
                Words.orNull(gpu.name()),
                Words.orNull(gpu.serial()),
                gpu.memoryBytes(),
                Words.orNull(gpu.deviceId()),
                Words.orNull(gpu.vbios()),
                platform(gpu.platform()),
                fabric(gpu.fabric()),
                Words.camel(gpu.recoveryAction()),
                gpu.lost(),
                Words.camel(verdict.health()),
                Words.orNull(verdict.reason()),
                Words.orNull(verdict.message()),
                node.holder(gpu.uuid()).orElse(null),
                Words.links(node.connected() ? tally : new LinkTally(tally.total(), 0, 0, 0, tally.total())),
                letters(node, gpu));
    }

    private static GpuDto.PlatformDto platform(Platform platform) {
        return new GpuDto.PlatformDto(
                Words.orNull(platform.chassisSerial()),
                Words.orNull(platform.slotNumber()),
                Words.orNull(platform.trayIndex()),
                Words.orNull(platform.hostId()),
                Words.camel(platform.peerType()),
                Words.orNull(platform.moduleId()),
                Words.orNull(platform.fabricGuid()));
    }

    private static GpuDto.FabricInfo fabric(Fabric fabric) {
        FabricHealth health = fabric.health();
        return new GpuDto.FabricInfo(
                Words.camel(fabric.state()),
                fabric.status(),
                fabric.cluster().value(),
                fabric.cliques().stream()
                        .map(clique -> new GpuDto.TypedClique(Words.camel(clique.type()), clique.id()))
                        .toList(),
                new GpuDto.FabricHealthDto(
                        Words.camel(health.summary()),
                        Words.camel(health.degradedBandwidth()),
                        Words.camel(health.routeRecovery()),
                        Words.camel(health.routeUnhealthy()),
                        Words.camel(health.accessTimeoutRecovery()),
                        Words.camel(health.misconfiguration()),
                        Words.camel(health.partitionAssigned())));
    }

    /** A letter for each NVLink; a silent node's are unknown. */
    static String letters(NodeEntry node, Gpu gpu) {
        if (gpu.links().isEmpty()) {
            return UNSEEN;
        }
        int count = gpu.links().stream().mapToInt(Link::index).max().orElse(0) + 1;
        char[] letters = new char[count];
        Arrays.fill(letters, '?');
        if (node.connected()) {
            gpu.links().forEach(link -> letters[link.index()] = letter(link.state()));
        }
        return new String(letters);
    }

    private static char letter(LinkState state) {
        return switch (state) {
            case ACTIVE -> 'A';
            case DEGRADED -> 'D';
            case FLAPPING -> 'F';
            case SLEEP -> 'S';
            case INACTIVE -> 'I';
            case UNKNOWN -> '?';
        };
    }
}
