package dev.heddle.sim.plant;

import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The hardware of a simulated fleet. The same profile and seed make the same hardware; a rack does not depend on how
 * many others there are.
 */
public final class Plant {

    /** Racks of a plant at most. */
    public static final int MAX_RACKS = 10_000;

    private final Profile profile;
    private final long seed;
    private final List<Rack> racks;
    private final Map<NodeName, Tray> trays = new LinkedHashMap<>();

    private Plant(Profile profile, long seed, List<Rack> racks) {
        this.profile = profile;
        this.seed = seed;
        this.racks = List.copyOf(racks);
        racks.forEach(rack -> rack.trays().forEach(tray -> trays.put(tray.node(), tray)));
    }

    /**
     * Builds it.
     *
     * @param racks number of racks, 1 to {@link #MAX_RACKS}
     * @throws IllegalArgumentException if {@code racks} is out of range
     */
    public static Plant build(Profile profile, long seed, int racks) {
        if (racks < 1 || racks > MAX_RACKS) {
            throw new IllegalArgumentException("racks must be 1 to " + MAX_RACKS + ", was " + racks);
        }
        Identity identity = new Identity(seed);
        List<Rack> built = new ArrayList<>();
        for (int rack = 0; rack < racks; rack++) {
            built.add(rack(profile, identity, rack));
        }
        return new Plant(profile, seed, built);
    }

    private static Rack rack(Profile profile, Identity identity, int index) {
        String name = Target.rackName(index);
        String chassis = identity.serial("182", name + "/chassis");
        ClusterUuid cluster = new ClusterUuid(identity.uuid(name + "/cluster").toString());
        List<Tray> trays = new ArrayList<>();
        for (int tray = 0; tray < profile.computeTrays(); tray++) {
            trays.add(tray(profile, identity, new Target.OfTray(index, tray), chassis));
        }
        return new Rack(index, name, cluster, chassis, List.copyOf(trays));
    }

    private static Tray tray(Profile profile, Identity identity, Target.OfTray ref, String chassis) {
        List<PlantGpu> gpus = new ArrayList<>();
        for (int gpu = 0; gpu < profile.gpus().size(); gpu++) {
            gpus.add(gpu(profile, identity, new Target.OfGpu(ref.rack(), ref.tray(), gpu), chassis));
        }
        NodeName node = new NodeName(Target.rackName(ref.rack()) + "-" + Target.trayName(ref.tray()));
        int slot = profile.firstComputeSlot() + ref.tray();
        String address = "10." + ref.rack() / 256 + "." + ref.rack() % 256 + "." + (10 + ref.tray());
        return new Tray(ref, node, slot, address, List.copyOf(gpus));
    }

    private static PlantGpu gpu(Profile profile, Identity identity, Target.OfGpu ref, String chassis) {
        Profile.GpuSlot slot = profile.gpus().get(ref.gpu());
        UUID uuid = identity.uuid(ref.text());
        String board = identity.serial("165", ref.node().text() + "/board-" + ref.gpu() / profile.gpusPerBoard());
        Platform platform = new Platform(
                chassis,
                OptionalInt.of(profile.firstComputeSlot() + ref.tray()),
                OptionalInt.of(ref.tray()),
                OptionalInt.of(profile.hostId()),
                PeerType.SWITCH,
                OptionalInt.of(slot.moduleId()),
                identity.guid(ref.text() + "/guid"));
        return new PlantGpu(ref, new GpuUuid("GPU-" + uuid), slot, board, platform);
    }

    /** What its racks are made of. */
    public Profile profile() {
        return profile;
    }

    /** The seed of its identities. */
    public long seed() {
        return seed;
    }

    /** Its racks in order. */
    public List<Rack> racks() {
        return racks;
    }

    /** Every node in order. */
    public List<NodeName> nodes() {
        return List.copyOf(trays.keySet());
    }

    /** The tray that a node runs on. */
    public Optional<Tray> tray(NodeName node) {
        return Optional.ofNullable(trays.get(node));
    }

    /** The tray that {@code ref} names. */
    public Tray tray(Target.OfTray ref) {
        return racks.get(ref.rack()).trays().get(ref.tray());
    }

    /** Reads names of its parts. */
    public Targets targets() {
        return new Targets(racks.size(), profile);
    }

    /** The ASIC, counted over the rack, of a switch tray's ASIC. */
    public int asic(Target.OfAsic ref) {
        return ref.tray() * profile.asicsPerSwitchTray() + ref.asic();
    }

    /** Number of GPUs. */
    public int gpuCount() {
        return trays.size() * profile.gpus().size();
    }

    /** Number of NVLinks. */
    public int linkCount() {
        return gpuCount() * profile.linksPerGpu();
    }

    /**
     * A rack.
     *
     * @param index index from 0
     * @param name {@code rack-01}
     * @param cluster the NVLink domain's UUID
     * @param chassisSerial chassis serial number
     * @param trays compute trays in order
     */
    public record Rack(int index, String name, ClusterUuid cluster, String chassisSerial, List<Tray> trays) {}

    /**
     * A compute tray.
     *
     * @param ref which
     * @param node the node it is
     * @param slot chassis slot, switch trays counted
     * @param address where other nodes reach it
     * @param gpus its GPUs in index order
     */
    public record Tray(Target.OfTray ref, NodeName node, int slot, String address, List<PlantGpu> gpus) {}

    /**
     * A GPU's unchanging part.
     *
     * @param ref which
     * @param uuid NVML UUID
     * @param slot minor, module and PCI bus id
     * @param boardSerial serial number of its board
     * @param platform NVML platform info
     */
    public record PlantGpu(
            Target.OfGpu ref, GpuUuid uuid, Profile.GpuSlot slot, String boardSerial, Platform platform) {}
}
