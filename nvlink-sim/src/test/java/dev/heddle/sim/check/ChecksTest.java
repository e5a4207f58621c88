package dev.heddle.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.node.NodeFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    private static Holding holding(String domain, String node, int channel, String... gpus) {
        return new Holding(
                new ComputeDomainUid(domain),
                new NodeName(node),
                channel,
                new TreeSet<>(Arrays.stream(gpus).map(GpuUuid::new).toList()));
    }

    private static List<Finding.Kind> kinds(Holding... holdings) {
        return Overlaps.of(List.of(holdings), node -> node.value().substring(0, 1)).stream()
                .map(Finding::kind)
                .toList();
    }

    @Test
    void separateHoldingsAreFine() {
        assertThat(kinds(
                        holding("x", "a1", 1, "g1"),
                        holding("x", "a2", 1, "g2"),
                        holding("y", "a1", 2, "g3"),
                        holding("z", "b1", 1, "g4")))
                .isEmpty();
    }

    @Test
    void everyKindOfOverlapIsFound() {
        assertThat(kinds(holding("x", "a1", 1, "g1"), holding("y", "a1", 2, "g1")))
                .containsExactly(Finding.Kind.GPU_TWICE);
        assertThat(kinds(holding("x", "a1", 1, "g1"), holding("y", "a2", 1, "g2")))
                .containsExactly(Finding.Kind.CHANNEL_TWICE);
        assertThat(kinds(holding("x", "a1", 1, "g1"), holding("x", "a2", 2, "g2")))
                .containsExactly(Finding.Kind.CHANNELS_DIFFER);
        assertThat(kinds(holding("x", "a1", 0, "g1"))).containsExactly(Finding.Kind.CHANNEL_ZERO);
    }

    @Test
    void aNodesFilesAreReadAsWhatTheyGrant(@TempDir Path folder) throws IOException {
        NodeFolders folders = new NodeFolders(folder);
        assertThat(PhysicalHoldings.of(new NodeName("a1"), folders).holdings()).isEmpty();
        folders.boot(new BootId("b"));
        Files.createDirectories(folders.cdiRoot());
        Files.createDirectories(folders.channels());
        Files.createFile(folders.channel(7));
        Files.writeString(folders.cdiRoot().resolve("heddle.dev-computedomain_u-1.json"), """
                {"cdiVersion":"0.5.0","kind":"heddle.dev/computedomain","devices":[{"name":"t","containerEdits":
                {"env":["NVIDIA_VISIBLE_DEVICES=void","HEDDLE_CHANNEL=7","HEDDLE_GPUS=GPU-1,GPU-2"]}}]}
                """);

        PhysicalHoldings.OnNode found = PhysicalHoldings.of(new NodeName("a1"), folders);
        assertThat(found.holdings()).containsExactly(holding("u-1", "a1", 7, "GPU-1", "GPU-2"));
        assertThat(found.channels()).containsExactly(7);
    }
}
