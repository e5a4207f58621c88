package dev.heddle.agent.platform.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.platform.NodePlatform.Holder;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPlatformTest {

    private static final GpuUuid GPU = new GpuUuid("GPU-aaaaaaaa-0000-4000-8000-000000000001");

    @TempDir
    Path folder;

    @BeforeEach
    void makeProc() throws IOException {
        Path gpu = Files.createDirectories(folder.resolve("proc/driver/nvidia/gpus/0008:06:00.0"));
        Files.writeString(gpu.resolve("information"), """
                Model:           NVIDIA GB300
                IRQ:             400
                GPU UUID:        %s
                Device Minor:    3
                """.formatted(GPU));
        Files.writeString(folder.resolve("proc/devices"), """
                Character devices:
                195 nvidia
                234 nvidia-caps-imex-channels

                Block devices:
                  8 sd
                """);
    }

    @Test
    void plainFileStandsInForAChannelBelowAnotherRoot() throws IOException {
        HostPlatform platform = platform(folder.resolve("root"), Optional.empty());
        Path device = folder.resolve("root/dev/nvidia-caps-imex-channels/channel7");

        platform.makeChannel(device, 7);
        platform.makeChannel(device, 7);
        assertThat(device).isRegularFile();

        platform.removeChannel(device, 7);
        platform.removeChannel(device, 7);
        assertThat(device).doesNotExist();
    }

    @Test
    void nodeWithoutChannelsSaysSo() throws IOException {
        Files.writeString(folder.resolve("proc/devices"), "Character devices:\n195 nvidia\n");
        HostPlatform platform = platform(Path.of("/"), Optional.empty());

        assertThatThrownBy(() -> platform.makeChannel(folder.resolve("channel7"), 7))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("offers no IMEX channels");
    }

    @Test
    void majorsAndMinorsComeFromTheDriver() throws IOException {
        ProcTree proc = new ProcTree(folder.resolve("proc"), 1, true);

        assertThat(proc.channelMajor()).hasValue(234);
        assertThat(proc.minors()).containsEntry(GPU, 3);
    }

    @Test
    void processesWithAChannelOrAGpuOpenAreNamed() throws IOException {
        process(4242, "/opt/job/train", "/dev/nvidia-caps-imex-channels/channel7", "/dev/null");
        process(4243, "/opt/job/train", "/dev/nvidia3 (deleted)");
        process(4244, "/opt/job/other", "/dev/nvidia-caps-imex-channels/channel70", "/dev/nvidia30", "/dev/nvidiactl");
        Files.createDirectories(folder.resolve("proc/4245"));

        List<Holder> holders = platform(Path.of("/"), Optional.empty()).holders(7, Set.of(GPU));

        assertThat(holders).containsExactlyInAnyOrder(new Holder(4242, "channel7"), new Holder(4243, GPU.value()));
    }

    @Test
    void servicesOfTheNodeAreNoHolders() throws IOException {
        process(500, "/usr/bin/nvidia-persistenced", "/dev/nvidia3");
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));

        List<Holder> holders = platform(Path.of("/"), Optional.empty()).holders(0, Set.of(GPU));

        assertThat(holders).as("root's alone are services").hasSize(root ? 0 : 1);
    }

    @Test
    void unknownGpuAndChannelZeroAreHeldByNobody() throws IOException {
        HostPlatform platform = platform(Path.of("/"), Optional.empty());

        assertThat(platform.holders(0, Set.of())).isEmpty();
        assertThat(platform.holders(0, Set.of(new GpuUuid("GPU-elsewhere")))).isEmpty();
    }

    @Test
    void nodeListAndHostMapAreWritten() throws IOException {
        HostPlatform platform = platform(Path.of("/"), Optional.of(folder.resolve("no-such.pid")));

        platform.imexNodes(List.of(
                new ImexNode("slot-00", Optional.of(new NodeName("rack-01-tray-00")), "10.0.0.1"),
                new ImexNode("slot-01", Optional.empty(), "")));

        assertThat(folder.resolve("imex/nodes_config.cfg")).hasContent("slot-00\nslot-01");
        assertThat(folder.resolve("imex/hosts")).hasContent("10.0.0.1 slot-00");
    }

    @Test
    void daemonIsToldOfNewAddresses() throws Exception {
        Process daemon = new ProcessBuilder("sleep", "60").start();
        try {
            Path pidFile = folder.resolve("imex.pid");
            Files.writeString(pidFile, daemon.pid() + "\n");

            platform(Path.of("/"), Optional.of(pidFile))
                    .imexNodes(List.of(new ImexNode("slot-00", Optional.empty(), "10.0.0.1")));

            // SIGUSR1 ends a program that does not expect it.
            assertThat(daemon.waitFor()).isEqualTo(128 + 10);
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void pidFileWithNonsenseIsRefused() throws IOException {
        Path pidFile = folder.resolve("imex.pid");
        Files.writeString(pidFile, "-1");
        HostPlatform platform = platform(Path.of("/"), Optional.of(pidFile));

        assertThatThrownBy(() -> platform.imexNodes(List.of(new ImexNode("slot-00", Optional.empty(), "10.0.0.1"))))
                .hasMessageContaining("holds no process id");
    }

    @Test
    void programThatFailsIsQuoted() {
        assertThatThrownBy(() -> Command.run(List.of("ls", "/no/such/folder")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No such file or directory");
    }

    private HostPlatform platform(Path deviceRoot, Optional<Path> pidFile) {
        return new HostPlatform(new HostSettings(deviceRoot, folder.resolve("proc"), folder.resolve("imex"), pidFile));
    }

    private void process(long pid, String program, String... open) throws IOException {
        Path process = folder.resolve("proc/" + pid);
        Path descriptors = Files.createDirectories(process.resolve("fd"));
        Files.createSymbolicLink(process.resolve("exe"), Path.of(program));
        for (int i = 0; i < open.length; i++) {
            Files.createSymbolicLink(descriptors.resolve(String.valueOf(i)), Path.of(open[i]));
        }
    }
}
