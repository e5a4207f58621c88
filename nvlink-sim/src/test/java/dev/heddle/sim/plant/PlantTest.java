package dev.heddle.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.PeerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantTest {

    @Test
    void twelveRacksHaveTheCountsOfTwelveNvl72Racks() throws IOException {
        Plant plant = Plant.build(Profiles.builtIn(Profiles.DEFAULT), 42, 12);

        assertThat(plant.nodes()).hasSize(216).startsWith(new NodeName("rack-01-tray-00"));
        assertThat(plant.nodes().getLast()).isEqualTo(new NodeName("rack-12-tray-17"));
        assertThat(plant.gpuCount()).isEqualTo(864);
        assertThat(plant.linkCount()).isEqualTo(15_552);
    }

    @Test
    void everyGpuHasOneLinkToEverySwitchAsic() throws IOException {
        Profile profile = Profiles.builtIn(Profiles.DEFAULT);

        assertThat(profile.asics()).isEqualTo(18);
        assertThat(profile.wiring())
                .containsExactlyElementsOf(IntStream.range(0, 18).boxed().toList());
    }

    @Test
    void theSameSeedMakesTheSameMachinesWhateverTheNumberOfRacks() throws IOException {
        Profile profile = Profiles.builtIn(Profiles.DEFAULT);

        assertThat(Plant.build(profile, 7, 3).racks())
                .isEqualTo(Plant.build(profile, 7, 5).racks().subList(0, 3));
        assertThat(Plant.build(profile, 8, 3).racks())
                .isNotEqualTo(Plant.build(profile, 7, 3).racks());
    }

    @Test
    void noTwoGpusNodesOrRacksShareAnIdentity() throws IOException {
        Plant plant = Plant.build(Profiles.builtIn(Profiles.DEFAULT), 42, 12);
        Set<GpuUuid> uuids = new HashSet<>();
        Set<String> guids = new HashSet<>();
        Set<String> boards = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        Set<String> chassis = new HashSet<>();
        for (Plant.Rack rack : plant.racks()) {
            chassis.add(rack.cluster() + rack.chassisSerial());
            for (Plant.Tray tray : rack.trays()) {
                addresses.add(tray.address());
                for (Plant.PlantGpu gpu : tray.gpus()) {
                    uuids.add(gpu.uuid());
                    guids.add(gpu.platform().fabricGuid());
                    boards.add(gpu.boardSerial());
                }
            }
        }
        assertThat(uuids).hasSize(864);
        assertThat(guids).hasSize(864);
        assertThat(boards).hasSize(432);
        assertThat(addresses).hasSize(216);
        assertThat(chassis).hasSize(12);
    }

    @Test
    void platformInfoIsThatOfRealTrays() throws IOException {
        Plant plant = Plant.build(Profiles.builtIn(Profiles.DEFAULT), 42, 1);
        Plant.Tray tray = plant.racks().getFirst().trays().get(4);

        assertThat(tray.slot()).isEqualTo(14);
        assertThat(tray.gpus())
                .extracting(gpu -> gpu.platform().moduleId().getAsInt())
                .containsExactly(2, 1, 4, 3);
        assertThat(tray.gpus()).allSatisfy(gpu -> {
            assertThat(gpu.platform().slotNumber()).isEqualTo(OptionalInt.of(14));
            assertThat(gpu.platform().trayIndex()).isEqualTo(OptionalInt.of(4));
            assertThat(gpu.platform().peerType()).isEqualTo(PeerType.SWITCH);
            assertThat(gpu.platform().chassisSerial()).matches("182\\d{10}");
            assertThat(gpu.platform().fabricGuid()).matches("0x[0-9a-f]{16}");
            assertThat(gpu.boardSerial()).matches("165\\d{10}");
            assertThat(gpu.uuid().value()).matches("GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        });
    }

    @Test
    void aProfileFileWithAWrongFieldIsRefusedWithTheFieldsName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("odd.yaml");
        try (var in = PlantTest.class.getResourceAsStream("/profiles/gb200-nvl72.yaml")) {
            String yaml = new String(Objects.requireNonNull(in).readAllBytes());
            Files.writeString(file, yaml.replace("switchTrays: 9", "switchTrays: 8"));
            assertThatThrownBy(() -> Profiles.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("wiring must be 0 to 15");
            Files.writeString(file, yaml + "oddField: 1\n");
            assertThatThrownBy(() -> Profiles.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("oddField");
        }
    }

    @Test
    void targetsAreReadInEveryFormAndWrittenBack() throws Exception {
        Targets targets = Plant.build(Profiles.builtIn(Profiles.DEFAULT), 1, 12).targets();
        for (String text : List.of(
                "rack-03",
                "rack-12/tray-17",
                "rack-03/tray-09..17",
                "rack-01/tray-02/gpu-1",
                "rack-01/tray-02/gpu-1/link-5",
                "rack-03/switch-8",
                "rack-03/switch-4/asic-1")) {
            assertThat(targets.parse(text).text()).isEqualTo(text);
        }
        assertThat(targets.parse("rack-03-tray-07")).isEqualTo(new Target.OfTray(2, 7));
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithThoseThatAre() throws IOException {
        Targets targets = Plant.build(Profiles.builtIn(Profiles.DEFAULT), 1, 12).targets();

        assertThatThrownBy(() -> targets.parse("rack-13")).hasMessageContaining("rack-01 to rack-12");
        assertThatThrownBy(() -> targets.parse("rack-00")).hasMessageContaining("rack-01 to rack-12");
        assertThatThrownBy(() -> targets.parse("rack-01/tray-18")).hasMessageContaining("tray-00 to tray-17");
        assertThatThrownBy(() -> targets.parse("rack-01/tray-01/gpu-4")).hasMessageContaining("gpu-0 to gpu-3");
        assertThatThrownBy(() -> targets.parse("rack-01/tray-01/gpu-1/link-18"))
                .hasMessageContaining("link-0 to link-17");
        assertThatThrownBy(() -> targets.parse("rack-01/switch-9")).hasMessageContaining("switch-0 to switch-8");
        assertThatThrownBy(() -> targets.parse("rack-01/switch-1/asic-2")).hasMessageContaining("asic-0 to asic-1");
        assertThatThrownBy(() -> targets.parse("tray-01")).hasMessageContaining("rack-03/tray-07");
        assertThatThrownBy(() -> targets.parse("rack-01/tray-09..03")).hasMessageContaining("low to high");
    }
}
