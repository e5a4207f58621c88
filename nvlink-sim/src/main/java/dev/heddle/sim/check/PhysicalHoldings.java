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
        return of(
                node,
                files(folders.cdiRoot()),
                name -> read(folders.cdiRoot().resolve(name)),
                files(folders.channels()));
    }

    /**
     * The same of what was read otherwise.
     *
     * @param specs names of CDI files
     * @param content what such a file holds, empty if it has gone
     * @param devices names of device nodes of channels
     * @throws IOException if a CDI file cannot be read or makes no sense
     */
    public static OnNode of(NodeName node, List<String> specs, Content content, List<String> devices)
            throws IOException {
        List<Holding> holdings = new ArrayList<>();
        for (String name : specs) {
            Matcher spec = SPEC.matcher(name);
            if (spec.matches()) {
                parse(name, content.of(name)).ifPresent(json -> holdings.add(holding(node, spec.group(1), json)));
            }
        }
        SortedSet<Integer> channels = new TreeSet<>();
        for (String name : devices) {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches()) {
                channels.add(Integer.parseInt(channel.group(1)));
            }
        }
        return new OnNode(List.copyOf(holdings), channels);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> parse(String name, Optional<byte[]> content) throws IOException {
        try {
            return content.map(JSON::readTree);
        } catch (JacksonException e) {
            throw new IOException(name + " is no JSON", e);
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

    /** Reads a file. */
    @FunctionalInterface
    public interface Content {
        /** What the file of this name holds, empty if it has gone. */
        Optional<byte[]> of(String name) throws IOException;
    }

    /**
     * What lies on one node.
     *
     * @param holdings one for each CDI file
     * @param channels channels that have a device node
     */
    public record OnNode(List<Holding> holdings, SortedSet<Integer> channels) {}
}
