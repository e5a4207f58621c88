package dev.heddle.sim.check;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node physically holds: its CDI files and channel device nodes, read without asking its agent. */
public final class PhysicalHoldings {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SPEC = Pattern.compile("heddle\\.dev-computedomain_(.+)\\.json");
    private static final Pattern CHANNEL = Pattern.compile("channel([0-9]+)");

    private PhysicalHoldings() {}

    /**
     * Looks at a node now.
     *
     * @throws IOException if a file cannot be read, or a CDI file makes no sense
     */
    public static OnNode of(NodeName node, NodeFolders folders) throws IOException {
        List<Holding> holdings = new ArrayList<>();
        for (Path file : files(folders.cdiRoot())) {
            Matcher spec = SPEC.matcher(String.valueOf(file.getFileName()));
            if (spec.matches()) {
                read(file).ifPresent(json -> holdings.add(holding(node, spec.group(1), json)));
            }
        }
        SortedSet<Integer> channels = new TreeSet<>();
        for (Path device : files(folders.channels())) {
            Matcher channel = CHANNEL.matcher(String.valueOf(device.getFileName()));
            if (channel.matches()) {
                channels.add(Integer.parseInt(channel.group(1)));
            }
        }
        return new OnNode(List.copyOf(holdings), channels);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static Optional<JsonNode> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(file + " is no JSON", e);
        }
    }

    private static Holding holding(NodeName node, String uid, JsonNode spec) {
        Map<String, String> environment = new HashMap<>();
        spec.at("/devices/0/containerEdits/env").forEach(entry -> {
            String[] pair = entry.asString().split("=", 2);
            environment.put(pair[0], pair.length == 2 ? pair[1] : "");
        });
        SortedSet<GpuUuid> gpus = Arrays.stream(
                        environment.getOrDefault("HEDDLE_GPUS", "").split(","))
                .filter(gpu -> !gpu.isEmpty())
                .map(GpuUuid::new)
                .collect(Collectors.toCollection(TreeSet::new));
        int channel = Integer.parseInt(environment.getOrDefault("HEDDLE_CHANNEL", "0"));
        return new Holding(new ComputeDomainUid(uid), node, channel, gpus);
    }

    /**
     * What lies on one node.
     *
     * @param holdings one for each CDI file
     * @param channels channels that have a device node
     */
    public record OnNode(List<Holding> holdings, SortedSet<Integer> channels) {}
}
