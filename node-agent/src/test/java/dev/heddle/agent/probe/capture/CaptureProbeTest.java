package dev.heddle.agent.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.Tristate;
import dev.heddle.testing.Component;
import dev.heddle.testing.RequiresComponent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureProbeTest {

    private static final BootId BOOT = new BootId("boot-1");

    @TempDir
    Path folder;

    @Test
    void everyFieldOfATrayIsRead() throws Exception {
        NodeReport report = probe(resource("tray.xml")).observe();

        assertThat(report.node()).isEqualTo(new NodeInfo("", "595.71.05", 2048, "", "capture"));
        assertThat(report.imex()).isEqualTo(Imex.UNKNOWN);
        assertThat(report.gpus()).containsExactly(first(), second());
    }

    private static Gpu first() {
        Fabric fabric = new Fabric(
                FabricState.COMPLETED,
                0,
                new ClusterUuid("abcdef01-2345-6789-abcd-ef0123456789"),
                List.of(Clique.unicast(32_766)),
                new FabricHealth(
                        HealthSummary.LIMITED_CAPACITY,
                        Tristate.TRUE,
                        Tristate.TRUE,
                        Tristate.FALSE,
                        Tristate.FALSE,
                        Misconfiguration.NONE,
                        Tristate.TRUE));
        Platform platform = new Platform(
                "1821000000009",
                OptionalInt.of(25),
                OptionalInt.of(15),
                OptionalInt.of(1),
                PeerType.SWITCH,
                OptionalInt.of(2),
                "0x00000000000000a1");
        return gpu(1, 0, "00000008:06:00.0", 298_013_687_808L, platform, fabric, RecoveryAction.NONE);
    }

    private static Gpu second() {
        Platform platform = new Platform(
                "",
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                PeerType.UNKNOWN,
                OptionalInt.of(1),
                "");
        Fabric fabric = new Fabric(FabricState.IN_PROGRESS, 0, ClusterUuid.NONE, List.of(), FabricHealth.NOT_SUPPORTED);
        return gpu(2, 1, "00000009:06:00.0", 0, platform, fabric, RecoveryAction.DRAIN_AND_RESET);
    }

    private static Gpu gpu(
            int number, int index, String bus, long memory, Platform platform, Fabric fabric, RecoveryAction recovery) {
        return new Gpu(
                new GpuUuid("GPU-aaaaaaaa-0000-4000-8000-00000000000" + number),
                index,
                index,
                bus,
                "NVIDIA GB300",
                "1651000000007",
                memory,
                platform,
                fabric,
                List.of(),
                recovery,
                false,
                "97.10.00.00.01",
                "31C210DE");
    }

    @Test
    void imexOutputIsReadFromOneNodesSide() throws Exception {
        CaptureSettings settings = new CaptureSettings(
                resource("tray.xml"),
                Optional.of(resource("imex.json")),
                "10.20.0.1",
                Map.of("10.20.0.2", new NodeName("rack-01-tray-02")),
                "rack-01",
                "arm64",
                OptionalInt.of(1024),
                BOOT);

        NodeReport report = new CaptureProbe(settings).observe();

        assertThat(report.node()).isEqualTo(new NodeInfo("rack-01", "595.71.05", 1024, "arm64", "capture"));
        assertThat(report.imex().state()).isEqualTo(ImexDaemonState.READY);
        assertThat(report.imex().version()).isEqualTo("595.71");
        assertThat(report.imex().peers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        new NodeName("rack-01-tray-01"), ImexConnection.CONNECTED,
                        new NodeName("rack-01-tray-02"), ImexConnection.CONNECTED,
                        new NodeName("10.20.0.3"), ImexConnection.NODE_MAP_MISMATCH));
    }

    @Test
    void changedFileIsReadAgain() throws Exception {
        Path file = folder.resolve("tray.xml");
        Files.copy(resource("tray.xml"), file);
        CaptureProbe probe = probe(file);
        assertThat(probe.observe()).isSameAs(probe.observe());

        Files.writeString(file, Files.readString(file).replace("Limited Capacity", "Unhealthy"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(12_345_000));

        assertThat(probe.observe().gpus().getFirst().fabric().health().summary())
                .isEqualTo(HealthSummary.UNHEALTHY);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    <minor_number>0<             | <minor_number>zero<      | gpu[0]/minor_number: is no number
                    <minor_number>1<             | <minor_number>0<         | gpu[1]/uuid: appears twice
                    <minor_number>1<             | <minor_number>N/A<       | gpu[1]/minor_number: is missing
                    284208 MiB                   | 284208 GiB               | gpu[0]/fb_memory_usage/total: is not in MiB
                    <slot_number>25<             | <slot_number>-1<         | gpu[0]/platformInfo/slot_number: is negative
                    <cliqueId>32766<             | <cliqueId>99999999999<   | gpu[0]/fabric/cliqueId: is no clique id
                    ABCDEF01-2345                | ABCDEF01-23              | gpu[0]/fabric/clusterUuid: is no uuid
                    <pci_bus_id>00000008         | <pci_bus_id>8            | gpu[0]/pci/pci_bus_id: is not of the form
                    <driver_version>595.71.05<   | <driver_version><        | driver_version: is missing
                    </fabric>                    | </fabrik>                | nvidia_smi_log: not well-formed XML at line
                    nvidia_smi_log>              | something_else>          | something_else: nvidia-smi -q -x writes
                    """)
    void nonsenseIsRefusedByField(String from, String to, String message) throws Exception {
        Path file = folder.resolve("tray.xml");
        Files.writeString(file, Files.readString(resource("tray.xml")).replace(from, to));

        assertThatThrownBy(() -> probe(file).observe())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void entitiesAreNeverRead() throws Exception {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "GPU-secret");
        Path file = folder.resolve("tray.xml");
        String doctype = "<!DOCTYPE nvidia_smi_log [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        Files.writeString(
                file,
                Files.readString(resource("tray.xml"))
                        .replaceFirst("<!DOCTYPE[^>]*>", doctype)
                        .replace("GPU-aaaaaaaa-0000-4000-8000-000000000001", "&x;"));

        assertThatThrownBy(() -> probe(file).observe())
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void everyCutOfTheFileIsRefusedAndNothingElseHappens() throws Exception {
        byte[] whole = Files.readAllBytes(resource("tray.xml"));
        Path file = folder.resolve("cut.xml");
        for (int length = 0; length < whole.length - 20; length += 97) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> probe(file).observe()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nonsenseFromImexIsRefusedByField() throws Exception {
        assertThatThrownBy(() -> imex("nonsense")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> imex("[]")).hasMessageContaining("nodes: is no object");
        assertThatThrownBy(() -> imex("{\"nodes\":{}}")).hasMessageContaining("no entry for 10.20.0.1");
        assertThatThrownBy(() -> imex(
                        "{\"nodes\":{\"0\":{\"host\":\"10.20.0.1\",\"connections\":{\"1\":{\"host\":\"no host\"}}}}}"))
                .hasMessageContaining("nodes/0/connections/1: names no host");
    }

    private static Imex imex(String json) throws IOException {
        return ImexCtlJson.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), "10.20.0.1", Map.of());
    }

    @Test
    @RequiresComponent(Component.SHARED_CAPTURES)
    void gb200TrayIsReadExactly() throws IOException {
        NodeReport report = probe(Component.sharedCaptures().resolve("nvidia-smi-qx-gb200.xml"))
                .observe();

        assertThat(report.node().driverVersion()).isEqualTo("580.173.02");
        assertThat(report.node().imexChannelCount()).isEqualTo(2048);
        assertThat(report.gpus())
                .extracting(gpu -> gpu.uuid().value())
                .containsExactly(
                        "GPU-00000000-0000-0000-0000-000000000000",
                        "GPU-00000001-0000-0000-0000-000000000001",
                        "GPU-00000002-0000-0000-0000-000000000002",
                        "GPU-00000003-0000-0000-0000-000000000003");
        assertThat(report.gpus())
                .extracting(Gpu::pciBusId)
                .containsExactly("00000000:29:00.0", "00000000:3F:00.0", "00000000:9C:00.0", "00000000:B2:00.0");
        assertThat(report.gpus())
                .extracting(Gpu::serial)
                .containsExactly("1650000000001", "1650000000001", "1650000000002", "1650000000002");
        assertThat(report.gpus())
                .extracting(gpu -> gpu.platform().moduleId().orElseThrow())
                .containsExactly(2, 1, 4, 3);
        assertThat(report.gpus()).allSatisfy(CaptureProbeTest::isHealthyGb200);
    }

    private static void isHealthyGb200(Gpu gpu) {
        assertThat(gpu.name()).isEqualTo("NVIDIA GB200");
        assertThat(gpu.minor()).isEqualTo(gpu.index());
        assertThat(gpu.memoryBytes()).isEqualTo(189_471L << 20);
        assertThat(gpu.vbios()).isEqualTo("97.00.B9.00.69");
        assertThat(gpu.deviceId()).isEqualTo("294110DE");
        assertThat(gpu.recoveryAction()).isEqualTo(RecoveryAction.NONE);
        assertThat(gpu.links()).isEmpty();
        assertThat(gpu.lost()).isFalse();
        assertThat(gpu.platform().chassisSerial()).isEqualTo("1820000000001");
        assertThat(gpu.platform().slotNumber()).hasValue(14);
        assertThat(gpu.platform().trayIndex()).hasValue(4);
        assertThat(gpu.platform().hostId()).hasValue(1);
        assertThat(gpu.platform().peerType()).isEqualTo(PeerType.SWITCH);
        assertThat(gpu.fabric())
                .isEqualTo(new Fabric(
                        FabricState.COMPLETED,
                        0,
                        new ClusterUuid("00000001-0000-0000-0000-000000000001"),
                        List.of(Clique.unicast(2)),
                        new FabricHealth(
                                HealthSummary.HEALTHY,
                                Tristate.FALSE,
                                Tristate.FALSE,
                                Tristate.FALSE,
                                Tristate.FALSE,
                                Misconfiguration.NOT_SUPPORTED,
                                Tristate.NOT_SUPPORTED)));
    }

    @Test
    @RequiresComponent(Component.SHARED_CAPTURES)
    void h100NodeHasNoMultiNodeFabric() throws IOException {
        NodeReport report = probe(Component.sharedCaptures().resolve("nvidia-smi-qx-h100.xml"))
                .observe();

        assertThat(report.node().imexChannelCount()).isZero();
        assertThat(report.gpus()).hasSize(8);
        assertThat(report.gpus())
                .extracting(gpu -> gpu.platform().moduleId().orElseThrow())
                .containsExactly(7, 5, 6, 8, 1, 3, 4, 2);
        assertThat(report.gpus()).allSatisfy(gpu -> {
            assertThat(gpu.name()).isEqualTo("NVIDIA H100 80GB HBM3");
            assertThat(gpu.memoryBytes()).isEqualTo(81_559L << 20);
            assertThat(gpu.platform().chassisSerial()).isEmpty();
            assertThat(gpu.platform().slotNumber()).isEmpty();
            assertThat(gpu.platform().peerType()).isEqualTo(PeerType.UNKNOWN);
            assertThat(gpu.fabric().cluster().isNone()).isTrue();
            assertThat(gpu.fabric().settled()).isTrue();
            assertThat(gpu.fabric().cliques()).containsExactly(Clique.unicast(0));
            assertThat(gpu.fabric().health()).isEqualTo(FabricHealth.NOT_SUPPORTED);
        });
    }

    private static CaptureProbe probe(Path file) {
        return new CaptureProbe(CaptureSettings.of(file, BOOT));
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(CaptureProbeTest.class.getResource("/captures/" + name))
                .toURI());
    }
}
