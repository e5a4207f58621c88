package dev.heddle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.imex.NodeListStore;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {

    @TempDir
    Path folder;

    private World world(Plant plant, WorldFile file, WorldState state) {
        return new World(plant, state, file, new NodeListStore(folder.resolve("imex")), new VirtualTimeline());
    }

    private static Plant plant(int racks) throws IOException {
        return Plant.build(Profiles.builtIn(Profiles.DEFAULT), 5, racks);
    }

    @Test
    void everythingThatHappenedIsThereAfterARestart() throws Exception {
        Plant plant = plant(3);
        WorldFile file = new WorldFile(folder.resolve("world.json"));
        assertThat(file.load()).isEmpty();
        World world = world(plant, file, WorldState.pristine("w1"));
        NodeName node = new NodeName("rack-01-tray-01");
        world.start(
                node,
                7,
                new TreeSet<>(
                        List.of(plant.tray(node).orElseThrow().gpus().getFirst().uuid())));
        ActiveFault pulled = world.inject(Fault.parse(plant, "pull-tray", "rack-01/tray-03"));
        ActiveFault lost = world.inject(Fault.parse(plant, "gpu-lost", "rack-01/tray-04/gpu-0"));
        ActiveFault down = world.inject(Fault.parse(plant, "link-down", "rack-02/tray-04/gpu-0/link-3"));
        world.inject(Fault.parse(plant, "clique-split", "rack-03"));
        world.heal(List.of(pulled.sequence(), lost.sequence(), down.sequence()));

        WorldFile.Saved saved = file.load().orElseThrow();
        assertThat(saved.seed()).isEqualTo(5);
        assertThat(saved.racks()).isEqualTo(3);
        assertThat(saved.profile()).isEqualTo("gb200-nvl72");
        assertThat(saved.state(plant)).isEqualTo(world.state());
    }

    @Test
    void faultsOfRacksThatAreGoneAreLeftOut() throws Exception {
        Plant plant = plant(3);
        WorldFile file = new WorldFile(folder.resolve("world.json"));
        World world = world(plant, file, WorldState.pristine("w1"));
        world.inject(Fault.parse(plant, "re-partition", "rack-03"));

        assertThat(file.load().orElseThrow().state(plant(2)).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "[]",
                "{}",
                "{\"version\":1}",
                "{\"version\":99}",
                "{\"version\":1,\"faults\":[],\"lives\":{\"not a node\":null},\"gpuResets\":{},\"linkCounts\":{},\"processes\":[]}"
            })
    void damagedFileIsNamedInOneLineWithWhatToDo(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("world.json"), text);
        assertThatThrownBy(() -> new WorldFile(file).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("start with an empty data folder")
                .message()
                .doesNotContain("\n");
    }
}
