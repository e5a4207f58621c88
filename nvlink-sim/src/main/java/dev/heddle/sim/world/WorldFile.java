package dev.heddle.sim.world;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The state of a world in one JSON file, replaced atomically. */
public final class WorldFile implements WorldStore {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    /** Keeps it in this file; its folder must exist. */
    public WorldFile(Path file) {
        this.file = file;
    }

    @Override
    public void save(Plant plant, WorldState state) throws IOException {
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(Document.of(plant, state));
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the file.
     *
     * @return empty if there is none
     * @throws IOException if it is damaged or of a newer version, with what to do
     */
    public Optional<Saved> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Document document = JSON.readValue(Files.readAllBytes(file), Document.class);
            if (document.version() != VERSION) {
                throw new IOException(file + " was written by another version of the simulator (format "
                        + document.version() + "); start with an empty data folder");
            }
            return Optional.of(new Saved(document));
        } catch (JacksonException e) {
            throw damaged(e.getOriginalMessage(), e);
        } catch (NullPointerException | IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private IOException damaged(String how, Exception e) {
        return new IOException(file + " is damaged; start with an empty data folder (" + how + ")", e);
    }

    /** What was kept, before it is known which hardware it belongs to. */
    public static final class Saved {
        private final Document document;

        private Saved(Document document) {
            this.document = document;
        }

        /** Seed of the world. */
        public long seed() {
            return document.seed();
        }

        /** Racks of the world. */
        public int racks() {
            return document.racks();
        }

        /** Name of its profile. */
        public String profile() {
            return document.profile();
        }

        /**
         * The state on this hardware. What lies in racks that are no longer there is left out.
         */
        public WorldState state(Plant plant) {
            SortedMap<Long, ActiveFault> faults = new TreeMap<>();
            for (FaultEntry entry : document.faults()) {
                fault(plant, entry).ifPresent(fault -> faults.put(entry.sequence(), fault));
            }
            Map<NodeName, NodeLife> lives = new HashMap<>();
            document.lives().forEach((node, life) -> lives.put(new NodeName(node), life));
            Map<Target.OfGpu, Long> resets = new HashMap<>();
            Map<Target.OfLink, LinkCounts> counts = new HashMap<>();
            document.gpuResets()
                    .forEach((gpu, at) -> target(plant, gpu, Target.OfGpu.class).ifPresent(t -> resets.put(t, at)));
            document.linkCounts()
                    .forEach((link, count) ->
                            target(plant, link, Target.OfLink.class).ifPresent(t -> counts.put(t, count)));
            return new WorldState(
                    document.incarnation(),
                    document.nextFault(),
                    faults,
                    lives,
                    resets,
                    counts,
                    document.nextPid(),
                    processes(plant));
        }

        private SortedMap<Long, SimProcess> processes(Plant plant) {
            SortedMap<Long, SimProcess> processes = new TreeMap<>();
            for (ProcessEntry entry : document.processes()) {
                NodeName node = new NodeName(entry.node());
                if (plant.tray(node).isPresent()) {
                    TreeSet<GpuUuid> gpus =
                            entry.gpus().stream().map(GpuUuid::new).collect(Collectors.toCollection(TreeSet::new));
                    processes.put(entry.pid(), new SimProcess(entry.pid(), node, entry.channel(), gpus));
                }
            }
            return processes;
        }

        private static Optional<ActiveFault> fault(Plant plant, FaultEntry entry) {
            try {
                Fault fault = Fault.parse(plant, entry.kind(), entry.target());
                return Optional.of(new ActiveFault(entry.sequence(), fault, entry.since()));
            } catch (TargetException e) {
                return Optional.empty();
            }
        }

        private static <T extends Target> Optional<T> target(Plant plant, String text, Class<T> type) {
            try {
                return Optional.of(plant.targets().parse(text))
                        .filter(type::isInstance)
                        .map(type::cast);
            } catch (TargetException e) {
                return Optional.empty();
            }
        }
    }

    record Document(
            int version,
            String profile,
            long seed,
            int racks,
            String incarnation,
            long nextFault,
            List<FaultEntry> faults,
            Map<String, NodeLife> lives,
            Map<String, Long> gpuResets,
            Map<String, LinkCounts> linkCounts,
            long nextPid,
            List<ProcessEntry> processes) {

        /** Nothing may be missing, and names must be names. */
        Document {
            faults = List.copyOf(faults);
            lives = Map.copyOf(lives);
            gpuResets = Map.copyOf(gpuResets);
            linkCounts = Map.copyOf(linkCounts);
            processes = List.copyOf(processes);
            lives.keySet().forEach(NodeName::new);
        }

        static Document of(Plant plant, WorldState state) {
            return new Document(
                    VERSION,
                    plant.profile().name(),
                    plant.seed(),
                    plant.racks().size(),
                    state.incarnation(),
                    state.nextFault(),
                    state.faults().values().stream().map(FaultEntry::of).toList(),
                    keyed(state.lives(), NodeName::value),
                    keyed(state.gpuResets(), Target::text),
                    keyed(state.linkCounts(), Target::text),
                    state.nextPid(),
                    state.processes().values().stream().map(ProcessEntry::of).toList());
        }

        private static <K, V> Map<String, V> keyed(Map<K, V> map, Function<? super K, String> name) {
            Map<String, V> named = new TreeMap<>();
            map.forEach((key, value) -> named.put(name.apply(key), value));
            return named;
        }
    }

    record FaultEntry(long sequence, String kind, String target, long since) {
        static FaultEntry of(ActiveFault active) {
            return new FaultEntry(
                    active.sequence(),
                    active.fault().kind().wireName(),
                    active.fault().target().text(),
                    active.since());
        }
    }

    record ProcessEntry(long pid, String node, int channel, List<String> gpus) {

        /** Names must be names. */
        ProcessEntry {
            gpus = List.copyOf(gpus);
            gpus.forEach(GpuUuid::new);
            node = new NodeName(node).value();
        }

        static ProcessEntry of(SimProcess process) {
            return new ProcessEntry(
                    process.pid(),
                    process.node().value(),
                    process.channel(),
                    process.gpus().stream().map(GpuUuid::value).toList());
        }
    }
}
