package dev.heddle.sim.imex;

import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The node lists on disk, one file per node, as the daemons' own configuration survives a restart of everything. */
public class NodeListStore {

    private static final String STARTS = "# starts ";

    private final Path folder;

    /** Keeps them in this folder, which is made when it is needed. */
    public NodeListStore(Path folder) {
        this.folder = folder;
    }

    /** Keeps nothing: the daemons' lists end with their world. */
    public static NodeListStore forgetful() {
        return new NodeListStore(Path.of("")) {
            @Override
            NodeList load(NodeName node) {
                return NodeList.NONE;
            }

            @Override
            void save(NodeName node, NodeList list) {
                // the mesh has it
            }
        };
    }

    /** The list of a node; none if there is no file or it makes no sense, as with a daemon that cannot read its own. */
    NodeList load(NodeName node) {
        try {
            List<String> lines = Files.readAllLines(file(node));
            int starts = Integer.parseInt(lines.getFirst().substring(STARTS.length()));
            List<ImexNode> nodes = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split("\\|", -1);
                Optional<NodeName> name = words[1].isEmpty() ? Optional.empty() : Optional.of(new NodeName(words[1]));
                nodes.add(new ImexNode(words[0], name, words[2]));
            }
            return new NodeList(nodes, starts, 0);
        } catch (IOException | RuntimeException e) {
            return NodeList.NONE;
        }
    }

    void save(NodeName node, NodeList list) throws IOException {
        Files.createDirectories(folder);
        String text = list.nodes().stream()
                .map(line -> line.slotName() + "|"
                        + line.node().map(NodeName::value).orElse("") + "|" + line.address() + "\n")
                .collect(Collectors.joining("", STARTS + list.starts() + "\n", ""));
        Path written = folder.resolve(node.value() + ".tmp");
        Files.writeString(written, text);
        Files.move(written, file(node), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(NodeName node) {
        return folder.resolve(node.value() + ".cfg");
    }
}
