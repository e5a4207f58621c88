package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.forBoot;
import static dev.heddle.agent.testkit.Orders.grant;
import static dev.heddle.agent.testkit.Orders.scrub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.testkit.Node;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {

    @TempDir
    Path folder;

    private Node node;

    @BeforeEach
    void makeNode() throws IOException {
        node = new Node(folder);
    }

    @Test
    void grantBecomesAChannelAndACdiFile() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0, 1)));

            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
            assertThat(node.channels()).containsExactly("channel7");
            assertThat(node.specs()).containsExactly("heddle.dev-computedomain_uid-train.json");
            assertThat(node.applied().stamp()).isEqualTo(new Stamp(1, 1));
        }
    }

    @Test
    void recordIsWrittenBeforeAnythingIsDone() throws IOException {
        try (Applier applier = node.open()) {
            node.storage().effects().clear();
            applier.order(desired(1, 1, grant("train", 7, 0)));
        }

        assertThat(node.storage().effects())
                .startsWith("write DURABLE record.new", "rename record.new record", "sync state");
    }

    @Test
    void markOfAGrantInPlaceIsWrittenInTheNextTurnAndOnce() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
            assertThat(applier.unfinished()).isTrue();
            long written = recordsWritten();

            applier.converge();
            assertThat(applier.unfinished()).isFalse();
            applier.converge();

            assertThat(recordsWritten()).isEqualTo(written + 1);
        }
    }

    private long recordsWritten() {
        return node.storage().effects().stream()
                .filter("rename record.new record"::equals)
                .count();
    }

    @Test
    void twoGrantsShareANodeOnDifferentChannels() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0, 1), grant("infer", 8, 2, 3)));

            assertThat(node.held(HeldState.APPLIED)).containsExactly("infer", "train");
            assertThat(node.channels()).containsExactly("channel7", "channel8");
        }
    }

    @Test
    void releaseWaitsForTheLastProcess() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
            node.platform().hold(7, 4242);

            applier.order(desired(1, 2));

            assertThat(node.held(HeldState.RELEASING)).containsExactly("train");
            assertThat(node.applied().held()).extracting(HeldGrant::detail).containsExactly("pid 4242 holds channel7");
            assertThat(node.specs()).isEmpty();
            assertThat(node.channels()).isEmpty();
            assertThat(applier.unfinished()).isTrue();

            node.platform().endProcesses();
            applier.converge();

            assertThat(node.applied().held()).isEmpty();
            assertThat(applier.unfinished()).isFalse();
        }
    }

    @Test
    void releaseIsRememberedAcrossARestart() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
            node.platform().hold(Reports.uuid(0), 77);
            applier.order(desired(1, 2));
        }
        try (Applier applier = node.open()) {
            assertThat(node.held(HeldState.RELEASING)).containsExactly("train");

            applier.converge();
            assertThat(node.held(HeldState.RELEASING)).containsExactly("train");

            node.platform().endProcesses();
            applier.converge();
            assertThat(node.applied().held()).isEmpty();
        }
    }

    @Test
    void grantWaitsForTheGpuOfAReleasingOne() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
            node.platform().hold(Reports.uuid(0), 77);

            applier.order(desired(1, 2, grant("infer", 8, 0)));

            assertThat(node.held(HeldState.RELEASING)).containsExactly("train");
            assertThat(node.held(HeldState.FAILED)).containsExactly("infer");
            assertThat(node.channels()).isEmpty();

            node.platform().endProcesses();
            applier.converge();
            assertThat(node.held(HeldState.APPLIED)).containsExactly("infer");
            assertThat(node.channels()).containsExactly("channel8");
        }
    }

    @Test
    void grantWhoseDeviceCannotBeMadeFailsAndIsTriedAgain() throws IOException {
        try (Applier applier = node.open()) {
            node.platform().refuseDevices(true);
            applier.order(desired(1, 1, grant("train", 7, 0)));

            assertThat(node.held(HeldState.FAILED)).containsExactly("train");
            assertThat(node.applied().held().getFirst().detail()).contains("Operation not permitted");

            node.platform().refuseDevices(false);
            applier.converge();
            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
        }
    }

    @Test
    void grantOfAGpuThatIsNotThereFails() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 5)));

            assertThat(node.held(HeldState.FAILED)).containsExactly("train");
            assertThat(node.applied().held().getFirst().detail()).contains("is not on this node");
        }
    }

    @Test
    void restartBeforeTheFirstLookStillReportsWhatIsInPlace() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
            applier.converge();
        }
        node.sees(Optional.empty());
        try (Applier applier = node.open()) {
            applier.converge();

            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
            assertThat(applier.unfinished()).isTrue();
        }
    }

    @Test
    void whatWasDeletedBehindItsBackIsMadeAgainAtTheNextStart() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0)));
        }
        Files.delete(node.paths().channel(7));
        try (Applier applier = node.open()) {
            applier.converge();
        }

        assertThat(node.channels()).containsExactly("channel7");
        assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
    }

    @Test
    void refusalIsReportedOnceAndChangesNothing() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(5, 10, grant("train", 7, 0)));
            applier.order(desired(4, 99));

            assertThat(node.applied().refusal()).hasValueSatisfying(refusal -> {
                assertThat(refusal.reason()).isEqualTo(RefusalReason.OLD);
                assertThat(refusal.stamp()).isEqualTo(new Stamp(4, 99));
            });
            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");

            applier.converge();
            assertThat(node.applied().refusal()).isEmpty();
        }
    }

    @Test
    void orderIsNotFollowedWhileTheRecordCannotBeWritten() throws IOException {
        try (Applier applier = node.open()) {
            node.storage().full(true);
            Desired order = desired(1, 1, grant("train", 7, 0));

            assertThatThrownBy(() -> applier.order(order)).isInstanceOf(IOException.class);
            assertThat(node.channels()).isEmpty();

            node.storage().full(false);
            applier.order(order);
            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
        }
    }

    @Test
    void returnedTrayIsScrubbedAndItsLiveGrantAppliedAgain() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(5, 10, grant("train", 7, 0)));
        }
        node.reboot(new BootId("boot-2"));
        Files.writeString(node.paths().channel(3), "left over");
        try (Applier applier = node.open()) {
            applier.converge();
            assertThat(node.held(HeldState.APPLIED)).containsExactly("found-channel-3");

            applier.order(forBoot(scrub(5, 11, grant("train", 7, 0)), node.boot()));

            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
            assertThat(node.channels()).containsExactly("channel7");
            assertThat(node.applied().boot()).isEqualTo(new BootId("boot-2"));
        }
    }

    @Test
    void scrubNamesWhoStillHoldsWhatItFound() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(5, 10, grant("train", 7, 0), grant("infer", 8, 1)));
        }
        Files.writeString(node.record(), "nonsense");
        node.platform().hold(8, 4242);
        try (Applier applier = node.open()) {
            applier.order(scrub(6, 11, grant("train", 7, 0)));

            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");
            assertThat(node.held(HeldState.RELEASING)).containsExactly("infer");
            assertThat(node.channels()).containsExactly("channel7");

            node.platform().endProcesses();
            applier.converge();
            assertThat(node.held(HeldState.RELEASING)).isEmpty();
        }
    }

    @Test
    void amnesiaEndsWithAScrubOnceNobodyRunsOnAGpuThatNobodyWasGiven() throws IOException {
        Files.createDirectories(node.state());
        Files.writeString(node.record(), "nonsense");
        node.platform().hold(Reports.uuid(3), 9);
        try (Applier applier = node.open()) {
            applier.order(desired(6, 11));
            assertThat(node.applied().record()).isEqualTo(RecordState.AMNESIA);

            applier.order(scrub(6, 12));
            assertThat(node.applied().record()).isEqualTo(RecordState.AMNESIA);
            assertThat(applier.unfinished()).isTrue();

            node.platform().endProcesses();
            applier.converge();
            assertThat(node.applied().record()).isEqualTo(RecordState.INTACT);
            assertThat(applier.unfinished()).isFalse();
        }
    }

    @Test
    void nodeListIsHandedOnWhenItChangesAndAfterARestart() throws IOException {
        ImexNode first = new ImexNode("slot-00", Optional.of(Orders.NODE), "10.0.0.1");
        ImexNode moved = new ImexNode("slot-00", Optional.of(Orders.NODE), "10.0.0.9");
        try (Applier applier = node.open()) {
            applier.order(withNodes(desired(1, 1), first));
            applier.order(withNodes(desired(1, 2), first));
            applier.order(withNodes(desired(1, 3), moved));
        }
        try (Applier applier = node.open()) {
            applier.converge();
        }

        assertThat(node.platform().imexLists()).containsExactly(List.of(first), List.of(moved), List.of(moved));
    }

    private static Desired withNodes(Desired desired, ImexNode... nodes) {
        return new Desired(
                desired.cluster(), desired.stamp(), desired.boot(), desired.grants(), List.of(nodes), desired.scrub());
    }

    @Test
    void agentObeysAnotherClusterOnlyAfterItsOperatorSaysSo() throws IOException {
        Desired foreign = Orders.of(new ClusterId("cluster-b"), scrub(1, 1));
        try (Applier applier = node.open()) {
            applier.order(desired(7, 3, grant("train", 7, 0)));
            applier.order(foreign);
            assertThat(node.applied().refusal().orElseThrow().reason()).isEqualTo(RefusalReason.FOREIGN_CLUSTER);
            assertThat(applier.readopt()).isFalse();

            Files.writeString(node.state().resolve("readopt"), "cluster-b\n");
            assertThat(applier.readopt()).isTrue();

            assertThat(node.last().cluster()).contains(new ClusterId("cluster-b"));
            assertThat(node.applied().record()).isEqualTo(RecordState.AMNESIA);
            assertThat(node.applied().stamp()).isEqualTo(Stamp.NONE);
            assertThat(node.held(HeldState.APPLIED)).containsExactly("train");

            applier.order(foreign);
            assertThat(node.applied().record()).isEqualTo(RecordState.INTACT);
            assertThat(node.applied().held()).isEmpty();
            assertThat(node.channels()).isEmpty();

            applier.order(desired(8, 1));
            assertThat(node.applied().refusal().orElseThrow().reason()).isEqualTo(RefusalReason.FOREIGN_CLUSTER);
        }
        assertThat(node.state().resolve("readopt")).doesNotExist();
    }

    @Test
    void readoptedNodeIsScrubbedOnlyWhenNoProcessUsesWhatItHeld() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(7, 3, grant("train", 7, 0)));
            node.platform().hold(7, 4242);
            Files.writeString(node.state().resolve("readopt"), "cluster-b");
            applier.readopt();

            applier.order(Orders.of(new ClusterId("cluster-b"), scrub(1, 1)));
            assertThat(node.held(HeldState.RELEASING)).containsExactly("train");

            node.platform().endProcesses();
            applier.converge();
            assertThat(node.applied().held()).isEmpty();
            assertThat(node.applied().record()).isEqualTo(RecordState.INTACT);
        }
    }

    @Test
    void requestForTheClusterThatIsObeyedChangesNothing() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(7, 3, grant("train", 7, 0)));
            Files.writeString(node.state().resolve("readopt"), Orders.CLUSTER.value());
            assertThat(applier.readopt()).isFalse();
            assertThat(node.applied().stamp()).isEqualTo(new Stamp(7, 3));
        }
        assertThat(node.state().resolve("readopt")).doesNotExist();
    }

    @Test
    void requestThatNamesNoClusterIsRemovedAndChangesNothing() throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(7, 3));
            for (String nonsense : List.of("", "two words", "x".repeat(5_000))) {
                Files.writeString(node.state().resolve("readopt"), nonsense);
                assertThat(applier.readopt()).isFalse();
                assertThat(node.state().resolve("readopt")).doesNotExist();
            }
            assertThat(node.last().cluster()).contains(Orders.CLUSTER);
        }
    }
}
