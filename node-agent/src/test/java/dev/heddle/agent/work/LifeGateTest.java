package dev.heddle.agent.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.apply.DiskStorage;
import dev.heddle.agent.apply.GatedStorage;
import dev.heddle.agent.apply.Storage;
import dev.heddle.agent.platform.GatedPlatform;
import dev.heddle.agent.testkit.Crash;
import dev.heddle.agent.testkit.FakePlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeGateTest {

    @TempDir
    Path folder;

    @Test
    void nothingPassesAShutGate() throws IOException {
        LifeGate gate = new LifeGate();
        Storage storage = new GatedStorage(new DiskStorage(), gate);
        GatedPlatform platform = new GatedPlatform(new FakePlatform(new Crash()), gate);
        Path file = folder.resolve("file");
        storage.write(file, new byte[] {1}, Storage.Kind.DURABLE);

        gate.shut();

        assertThat(gate.isOpen()).isFalse();
        assertThatThrownBy(() -> storage.write(file, new byte[0], Storage.Kind.SHARED))
                .isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> storage.delete(file)).isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> storage.rename(file, folder.resolve("other")))
                .isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> storage.makeFolder(folder.resolve("new"))).isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> platform.makeChannel(folder.resolve("channel1"), 1))
                .isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> platform.removeChannel(file, 1)).isInstanceOf(AgentKilledException.class);
        assertThatThrownBy(() -> platform.imexNodes(List.of())).isInstanceOf(AgentKilledException.class);
        assertThat(platform.holders(1, Set.of())).isEmpty();
        assertThat(Files.readAllBytes(file)).containsExactly(1);
    }

    @Test
    void shuttingWaitsForTheEffectThatIsUnderWay() throws Exception {
        LifeGate gate = new LifeGate();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Path file = folder.resolve("file");
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                gate.pass(() -> {
                    begun.countDown();
                    await(finish);
                    return Files.writeString(file, "whole");
                });
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        begun.await();
        Thread killer = Thread.ofVirtual().start(gate::shut);
        assertThat(file).doesNotExist();

        finish.countDown();
        killer.join();

        assertThat(file).hasContent("whole");
        worker.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
