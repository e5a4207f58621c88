package dev.heddle.contract.wire;

import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.CliqueType;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.model.Tristate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws valid records of the model, rare shapes included: empty lists, absent parts, largest numbers, odd texts. */
public final class Samples {

    private static final List<String> TEXTS = List.of(
            "",
            "575.57.08",
            "NVIDIA GB200",
            "00000018:01:00.0",
            "pid 4242 holds channel7",
            "größer 漢字 🧵",
            "a\nb\t\"c\"");

    private final RandomGenerator random;

    /** Draws from {@code random}. */
    public Samples(RandomGenerator random) {
        this.random = random;
    }

    /** An agent's first words. */
    public Hello hello() {
        return new Hello(
                node(),
                boot(),
                instance(),
                text(),
                1 + random.nextInt(Integer.MAX_VALUE),
                maybe(this::cluster),
                number(),
                number(),
                address());
    }

    /** A whole report of up to 5 GPUs, each with up to 18 links. */
    public NodeReport report() {
        return new NodeReport(nodeInfo(), list(5, this::gpu), imex());
    }

    /** A change of a report. */
    public ReportDelta delta() {
        return new ReportDelta(
                list(2, this::gpu),
                list(2, i -> gpuUuid()),
                list(6, i -> new ReportDelta.LinkChange(gpuUuid(), link(random.nextInt(Limits.MAX_LINKS_PER_GPU)))),
                maybe(this::imex),
                maybe(this::nodeInfo));
    }

    /** What a node holds. */
    public Applied applied() {
        return new Applied(
                stamp(), boot(), instance(), one(RecordState.class), list(4, i -> held()), maybe(this::refusal));
    }

    /** A whole desired state. */
    public Desired desired() {
        return new Desired(
                cluster(), stamp(), boot(), list(4, i -> grant()), list(18, this::imexNode), random.nextBoolean());
    }

    /** One GPU with this index. */
    public Gpu gpu(int index) {
        return new Gpu(
                gpuUuid(),
                index,
                count(),
                text(),
                text(),
                text(),
                number(),
                platform(),
                fabric(),
                list(18, this::link),
                one(RecoveryAction.class),
                random.nextBoolean(),
                text(),
                text());
    }

    /** A node's IMEX daemon. */
    public Imex imex() {
        SortedMap<NodeName, ImexConnection> peers = new TreeMap<>();
        list(18, i -> i).forEach(i -> peers.put(node(), one(ImexConnection.class)));
        return new Imex(one(ImexDaemonState.class), text(), text(), peers);
    }

    /** A node name. */
    public NodeName node() {
        return new NodeName("rack-" + random.nextInt(100) + ".tray-" + random.nextInt(1_000_000));
    }

    /** A boot id. */
    public BootId boot() {
        return new BootId(uuid());
    }

    /** An agent process. */
    public AgentInstance instance() {
        return new AgentInstance(uuid());
    }

    /** A ledger's identity. */
    public ClusterId cluster() {
        return new ClusterId(uuid());
    }

    private Link link(int index) {
        return new Link(index, one(LinkState.class), count(), number(), number());
    }

    private NodeInfo nodeInfo() {
        String rack = random.nextBoolean() ? "" : "rack-" + random.nextInt(100);
        return new NodeInfo(rack, text(), random.nextInt(Limits.MAX_IMEX_CHANNELS + 1), text(), text());
    }

    private Platform platform() {
        String chassis = random.nextBoolean() ? "" : "18202" + random.nextInt(10_000);
        return new Platform(
                chassis, maybeCount(), maybeCount(), maybeCount(), one(PeerType.class), maybeCount(), text());
    }

    private Fabric fabric() {
        ClusterUuid domain = random.nextInt(4) == 0 ? ClusterUuid.NONE : new ClusterUuid(uuid());
        return new Fabric(one(FabricState.class), count(), domain, list(4, i -> clique()), health());
    }

    private Clique clique() {
        return new Clique(one(CliqueType.class), random.nextInt() & 0xFFFF_FFFFL);
    }

    private FabricHealth health() {
        return new FabricHealth(
                one(HealthSummary.class),
                one(Tristate.class),
                one(Tristate.class),
                one(Tristate.class),
                one(Tristate.class),
                one(Misconfiguration.class),
                one(Tristate.class));
    }

    private Grant grant() {
        return new Grant(
                new ComputeDomainUid(uuid()),
                new ComputeDomainName("cd-" + random.nextInt(1_000)),
                random.nextInt(Limits.MAX_IMEX_CHANNELS),
                gpuUuids(),
                list(18, i -> node()));
    }

    private HeldGrant held() {
        return new HeldGrant(
                new ComputeDomainUid(uuid()),
                random.nextInt(Limits.MAX_IMEX_CHANNELS),
                gpuUuids(),
                one(HeldState.class),
                text());
    }

    private Applied.Refusal refusal() {
        return new Applied.Refusal(one(RefusalReason.class), stamp(), text());
    }

    private ImexNode imexNode(int slot) {
        return new ImexNode("slot-" + slot, maybe(this::node), address());
    }

    private SortedSet<GpuUuid> gpuUuids() {
        return new TreeSet<>(list(4, i -> gpuUuid()));
    }

    private GpuUuid gpuUuid() {
        return new GpuUuid("GPU-" + uuid());
    }

    private Stamp stamp() {
        return new Stamp(number(), number());
    }

    private String address() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "fd00::" + random.nextInt(1, 9999);
            case 2 -> "10.0." + random.nextInt(256) + "." + random.nextInt(256);
            default -> "tray-" + random.nextInt(18) + ".example";
        };
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String text() {
        return random.nextInt(20) == 0 ? "x".repeat(Limits.MAX_TEXT_CHARS) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private int count() {
        return random.nextInt(10) == 0 ? Integer.MAX_VALUE : random.nextInt(100_000);
    }

    private OptionalInt maybeCount() {
        return random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(3) == 0 ? 0 : count());
    }

    private long number() {
        return random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextLong(1L << random.nextInt(1, 62));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <E extends Enum<E>> E one(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return constants[random.nextInt(constants.length)];
    }

    private <T> List<T> list(int max, IntFunction<T> element) {
        return new ArrayList<>(
                IntStream.range(0, random.nextInt(max + 1)).mapToObj(element).toList());
    }
}
