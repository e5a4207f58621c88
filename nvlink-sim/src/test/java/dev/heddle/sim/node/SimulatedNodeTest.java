package dev.heddle.sim.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.world.SimProcess;
import dev.heddle.sim.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedNodeTest {

    private static final NodeName NODE = new NodeName("rack-01-tray-02");

    @TempDir
    Path folder;

    @Test
    void processesHoldTheirChannelAndTheirGpusUntilTheyEnd() throws Exception {
        Worlds worlds = new Worlds(folder);
        NodePlatform platform = new SimulatedPlatform(worlds.world, NODE);
        GpuUuid gpu = worlds.gpu(NODE.value(), 1).uuid();
        SimProcess process = worlds.world.start(NODE, 7, new TreeSet<>(List.of(gpu)));

        assertThat(platform.holders(7, Set.of())).containsExactly(new NodePlatform.Holder(process.pid(), "channel7"));
        assertThat(platform.holders(8, Set.of(gpu)))
                .containsExactly(new NodePlatform.Holder(process.pid(), gpu.value()));
        assertThat(platform.holders(8, Set.of())).isEmpty();
        assertThat(platform.holders(0, Set.of())).isEmpty();
        worlds.world.stop(process.pid());
        assertThat(platform.holders(7, Set.of(gpu))).isEmpty();
    }

    @Test
    void channelsAreFilesThatAreMadeAndRemovedAnyNumberOfTimes() throws Exception {
        Worlds worlds = new Worlds(folder);
        NodePlatform platform = new SimulatedPlatform(worlds.world, NODE);
        Path device = new NodeFolders(folder.resolve("n")).channel(9);
        platform.makeChannel(device, 9);
        platform.makeChannel(device, 9);
        assertThat(device).exists();
        platform.removeChannel(device, 9);
        platform.removeChannel(device, 9);
        assertThat(device).doesNotExist();
        assertThatThrownBy(() -> platform.makeChannel(device, 2048)).hasMessageContaining("1 to 2047");
    }

    @Test
    void whatBelongsToAnEarlierBootAnswersNothingAndChangesNothing() throws Exception {
        Worlds worlds = new Worlds(folder);
        NodePlatform platform = new SimulatedPlatform(worlds.world, NODE);
        SimulatedProbe probe = new SimulatedProbe(worlds.world, NODE);
        assertThat(probe.observe()).isEqualTo(worlds.report(NODE.value()));
        Path device = new NodeFolders(folder.resolve("n")).channel(9);

        long fault = worlds.inject("pull-tray", "rack-01/tray-02");
        assertThatThrownBy(probe::observe).hasMessageContaining("no power");
        assertThatThrownBy(() -> platform.makeChannel(device, 9)).isInstanceOf(IOException.class);
        worlds.world.heal(List.of(fault));
        assertThatThrownBy(probe::observe).hasMessageContaining("booted since");
        assertThatThrownBy(() -> platform.makeChannel(device, 9)).isInstanceOf(IOException.class);
        assertThat(new SimulatedProbe(worlds.world, NODE).observe()).isEqualTo(worlds.report(NODE.value()));
    }

    @Test
    void aBootClearsDevicesAndCdiFilesAndARestartDoesNot() throws Exception {
        Worlds worlds = new Worlds(folder);
        NodeFolders folders = NodeFolders.of(folder, NODE);
        folders.boot(worlds.world.boot(NODE));
        Files.createDirectories(folders.cdiRoot());
        Files.createDirectories(folders.state());
        Path spec = Files.writeString(folders.cdiRoot().resolve("a.json"), "{}");
        Path disk = Files.writeString(folders.state().resolve("record"), "x");
        folders.boot(worlds.world.boot(NODE));
        assertThat(spec).exists();

        worlds.world.heal(List.of(worlds.inject("pull-tray", "rack-01/tray-02")));
        folders.boot(worlds.world.boot(NODE));
        assertThat(spec).doesNotExist();
        assertThat(disk).exists();
    }
}
