package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.BOOT;
import static dev.heddle.agent.testkit.Orders.NODE;
import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.testkit.Crash;
import dev.heddle.agent.testkit.FaultyStorage;
import dev.heddle.agent.testkit.Node;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {

    @TempDir
    Path folder;

    private final FaultyStorage storage = new FaultyStorage(new Crash());

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("state"));
    }

    @Test
    void recordComesBackAsItWasWritten() throws IOException {
        AgentRecord record = full();

        store().save(record);

        assertThat(store().open(NODE, BOOT)).isEqualTo(record);
    }

    @Test
    void newRecordIsOnTheDiskBeforeItTakesTheOldOnesPlace() throws IOException {
        store().save(full());

        assertThat(storage.effects())
                .containsExactly("write DURABLE record.new", "rename record.new record", "sync state");
    }

    @Test
    void recordCutAtAnyByteIsAmnesia() throws IOException {
        store().save(full());
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RecordCodec.decode(torn))
                    .as("cut at %d", length)
                    .isInstanceOf(RecordCodec.DamagedException.class);
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
        assertThat(store().open(NODE, BOOT).state()).isEqualTo(RecordState.AMNESIA);
    }

    @Test
    void recordWithAnyByteChangedIsAmnesia() throws IOException {
        store().save(full());
        byte[] whole = Files.readAllBytes(file());

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x20;
            assertThatThrownBy(() -> RecordCodec.decode(damaged))
                    .as("changed at %d", at)
                    .isInstanceOf(RecordCodec.DamagedException.class);
        }
        whole[whole.length - 9] ^= 1;
        Files.write(file(), whole);
        assertThat(store().open(NODE, BOOT).state()).isEqualTo(RecordState.AMNESIA);
    }

    @Test
    void recordOfAnotherNodeIsAmnesiaAndPutAside() throws IOException {
        store().save(full());

        AgentRecord record = store().open(new NodeName("rack-09-tray-09"), BOOT);

        assertThat(record.state()).isEqualTo(RecordState.AMNESIA);
        assertThat(record.stamp()).isEqualTo(Stamp.NONE);
        assertThat(folder.resolve("state/record.quarantined-1")).exists();
    }

    @Test
    void amnesiaOutlivesRestartsUntilAScrub() throws IOException {
        Files.writeString(file(), "nonsense");
        store().open(NODE, BOOT);

        assertThat(store().open(NODE, BOOT).state()).isEqualTo(RecordState.AMNESIA);
        Files.delete(file());
        assertThat(store().open(NODE, BOOT).state()).isEqualTo(RecordState.AMNESIA);
    }

    @Test
    void damagedRecordsDoNotPileUp() throws IOException {
        for (int i = 0; i < RecordStore.MAX_QUARANTINED + 5; i++) {
            Files.writeString(file(), "nonsense " + i);
            store().open(NODE, BOOT);
        }

        assertThat(storage.list(folder.resolve("state"))).hasSize(RecordStore.MAX_QUARANTINED + 1);
    }

    @Test
    void nodeWithoutRecordKnowsNothingHoweverEmptyItLooks() throws IOException {
        assertThat(store().open(NODE, BOOT)).isEqualTo(AgentRecord.amnesia(NODE, BOOT, List.of()));
        assertThat(store().open(NODE, BOOT).state()).isEqualTo(RecordState.AMNESIA);
    }

    @Test
    void recordIsDurableBeforeItIsBelieved() throws IOException {
        store().save(full());
        storage.effects().clear();

        store().open(NODE, BOOT);

        assertThat(storage.effects()).containsExactly("sync state");
    }

    @Test
    void newBootKeepsTheFenceButNotTheGrants() throws IOException {
        AgentRecord record = full();
        store().save(record);

        AgentRecord after = store().open(NODE, new BootId("boot-2"));

        assertThat(after.stamp()).isEqualTo(record.stamp());
        assertThat(after.cluster()).isEqualTo(record.cluster());
        assertThat(after.state()).isEqualTo(RecordState.INTACT);
        assertThat(after.held()).isEmpty();
        assertThat(after.desired()).isEmpty();
    }

    @Test
    void secondAgentIsKeptOff() throws IOException {
        Node node = new Node(folder);
        try (Applier first = node.open()) {
            assertThat(first.unfinished()).isTrue();
            assertThatThrownBy(node::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another node agent works with");
        }
        node.open().close();
    }

    @Test
    void lostRecordOfANodeWithGrantsShowsWhatIsFound() throws IOException {
        Node node = new Node(folder);
        try (Applier applier = node.open()) {
            applier.order(desired(5, 10, grant("train", 7, 0, 1)));
        }
        Files.delete(node.record());
        Files.writeString(node.paths().channel(9), "somebody's");

        try (Applier applier = node.open()) {
            assertThat(applier.unfinished()).isTrue();
            assertThat(node.applied().record()).isEqualTo(RecordState.AMNESIA);
            assertThat(node.held(HeldState.APPLIED)).containsExactly("found-channel-9", "train");
            assertThat(node.applied().held().getFirst().gpus())
                    .isEqualTo(grant("train", 7, 0, 1).gpus());
        }
    }

    private AgentRecord full() {
        return new AgentRecord(
                NODE,
                BOOT,
                Optional.of(new ClusterId("cluster-a")),
                new Stamp(5, 10),
                "abcdef",
                Optional.of(desired(5, 10, grant("train", 7, 0, 1))),
                true,
                RecordState.INTACT,
                List.of(
                        new HeldEntry(grant("train", 7, 0, 1), Phase.APPLIED),
                        new HeldEntry(grant("old", 0, 2), Phase.RELEASING)));
    }

    private RecordStore store() {
        return new RecordStore(
                storage, folder.resolve("state"), new NodePaths(folder.resolve("root"), folder.resolve("cdi")));
    }

    private Path file() {
        return folder.resolve("state/record");
    }
}
