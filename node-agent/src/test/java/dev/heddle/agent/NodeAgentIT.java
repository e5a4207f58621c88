package dev.heddle.agent;

import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heddle.agent.apply.Records;
import dev.heddle.agent.connect.CoordinatorLink;
import dev.heddle.agent.connect.SessionStatus.State;
import dev.heddle.agent.testkit.Crash;
import dev.heddle.agent.testkit.FakeCoordinator;
import dev.heddle.agent.testkit.FakePlatform;
import dev.heddle.agent.testkit.FakeProbe;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.proto.v1.AgentMessage.BodyCase;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.HeldGrant;
import dev.heddle.contract.proto.v1.HeldState;
import dev.heddle.contract.proto.v1.Pace;
import dev.heddle.contract.proto.v1.RecordState;
import dev.heddle.contract.proto.v1.Redirect;
import dev.heddle.contract.proto.v1.RefusalReason;
import dev.heddle.contract.proto.v1.Resync;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAgentIT {

    @TempDir
    Path folder;

    private final AgentRuntime runtime = AgentRuntime.create();
    private final FakePlatform platform = new FakePlatform(new Crash());
    private final FakeProbe probe = new FakeProbe(Orders.BOOT, Reports.tray(4));
    private final List<NodeAgent> agents = new ArrayList<>();
    private final FakeCoordinator coordinator;

    NodeAgentIT() throws IOException {
        coordinator = new FakeCoordinator();
    }

    @AfterEach
    void end() {
        agents.forEach(NodeAgent::kill);
        coordinator.close();
        runtime.close();
    }

    @Test
    void agentSaysHelloThenEverythingThenChanges() throws IOException {
        start(FakeCoordinator.link(coordinator));
        awaitHeard(BodyCase.APPLIED, 1);
        assertThat(coordinator.last().heard().getFirst().getHello().getNodeName())
                .isEqualTo(Orders.NODE.value());
        assertThat(coordinator.last().heard().getFirst().getHello().getBootId()).isEqualTo(Orders.BOOT.value());
        awaitHeard(BodyCase.SNAPSHOT, 1);
        assertThat(coordinator
                        .last()
                        .heard(BodyCase.SNAPSHOT)
                        .getFirst()
                        .getSnapshot()
                        .getSeq())
                .isEqualTo(1);
        assertThat(coordinator.last().applied().getRecord()).isEqualTo(RecordState.RECORD_STATE_INTACT);

        probe.become(Reports.with(Reports.tray(4), 1, Reports.link(0, LinkState.INACTIVE)));

        awaitHeard(BodyCase.DELTA, 1);
        assertThat(coordinator
                        .last()
                        .heard(BodyCase.DELTA)
                        .getFirst()
                        .getDelta()
                        .getSeq())
                .isEqualTo(2);
        assertThat(coordinator
                        .last()
                        .heard(BodyCase.DELTA)
                        .getFirst()
                        .getDelta()
                        .getLinksCount())
                .isEqualTo(1);
        awaitHeard(BodyCase.HEARTBEAT, 2);
    }

    @Test
    void orderIsFollowedAndTold() throws IOException {
        NodeAgent agent = connected();

        coordinator.last().order(desired(3, 4, grant("train", 7, 0, 1)));

        awaitHeld(HeldState.HELD_STATE_APPLIED);
        assertThat(coordinator.last().applied().getEpoch()).isEqualTo(3);
        assertThat(coordinator.last().applied().getGeneration()).isEqualTo(4);
        assertThat(coordinator.last().applied().getDigest().size()).isEqualTo(32);
        assertThat(folder.resolve("root/dev/nvidia-caps-imex-channels/channel7"))
                .exists();
        assertThat(agent.status().cluster()).contains(Orders.CLUSTER);
    }

    @Test
    void releaseIsToldWhenTheProcessIsGone() throws IOException {
        connected();
        coordinator.last().order(desired(1, 1, grant("train", 7, 0)));
        awaitHeld(HeldState.HELD_STATE_APPLIED);
        platform.hold(7, 4242);

        coordinator.last().order(desired(1, 2));
        awaitHeld(HeldState.HELD_STATE_RELEASING);
        platform.endProcesses();
        probe.stir();

        await().until(() -> coordinator.last().applied().getHeldCount() == 0
                && coordinator.last().applied().getGeneration() == 2);
    }

    @Test
    void refusalIsTold() throws IOException {
        connected();
        coordinator.last().order(desired(5, 5));
        await().until(() -> coordinator.last().applied().getEpoch() == 5);

        coordinator.last().order(desired(4, 9));

        await().until(() -> coordinator.last().applied().hasRefusal());
        assertThat(coordinator.last().applied().getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_OLD);
    }

    @Test
    void readoptedAgentComesBackWithTheOtherClusterPinned() throws IOException {
        NodeAgent agent = connected();
        coordinator.last().order(desired(3, 4, grant("train", 7, 0)));
        awaitHeld(HeldState.HELD_STATE_APPLIED);
        int before = coordinator.streams().size();
        coordinator.answer(session -> CoordinatorMessage.newBuilder()
                .setAccepted(FakeCoordinator.accept(session).getAccepted().toBuilder()
                        .setClusterId("cluster-b"))
                .build());

        Files.writeString(folder.resolve("state/readopt"), "cluster-b");
        probe.stir();

        await().until(() -> coordinator.streams().size() > before
                && agent.status().session().state() == State.CONNECTED);
        var hello = coordinator.last().heard().getFirst().getHello();
        assertThat(hello.getClusterId()).isEqualTo("cluster-b");
        assertThat(hello.getHighestEpoch()).isZero();
        await().until(() -> !coordinator.last().heard(BodyCase.APPLIED).isEmpty());
        assertThat(coordinator.last().applied().getRecord()).isEqualTo(RecordState.RECORD_STATE_AMNESIA);
    }

    @Test
    void killedAgentComesBackWithItsRecordAndNothingElse() throws IOException {
        NodeAgent first = connected();
        coordinator.last().order(desired(3, 4, grant("train", 7, 0)));
        awaitHeld(HeldState.HELD_STATE_APPLIED);
        FakeCoordinator.Stream stream = coordinator.last();

        first.kill();

        await().until(stream::broken);
        assertThat(stream.completed()).isFalse();
        Files.delete(folder.resolve("root/dev/nvidia-caps-imex-channels/channel7"));
        start(FakeCoordinator.link(coordinator));
        await().until(() -> coordinator.streams().size() == 2);
        awaitHeld(HeldState.HELD_STATE_APPLIED);
        assertThat(coordinator.last().heard().getFirst().getHello().getHighestEpoch())
                .isEqualTo(3);
        assertThat(coordinator.last().heard().getFirst().getHello().getClusterId())
                .isEqualTo(Orders.CLUSTER.value());
        await().until(() -> Files.exists(folder.resolve("root/dev/nvidia-caps-imex-channels/channel7")));
    }

    @Test
    void closedAgentSaysGoodbyeAndLeavesTheGrantInPlace() throws IOException {
        NodeAgent agent = connected();
        coordinator.last().order(desired(3, 4, grant("train", 7, 0)));
        awaitHeld(HeldState.HELD_STATE_APPLIED);

        agent.close();

        assertThat(coordinator.last().completed()).isTrue();
        assertThat(agent.status().session().state()).isEqualTo(State.STOPPED);
        assertThat(folder.resolve("root/dev/nvidia-caps-imex-channels/channel7"))
                .exists();
    }

    @Test
    void lostStreamIsOpenedAgainWithAWholeSnapshot() throws IOException {
        connected();
        coordinator.last().fail(Status.UNAVAILABLE);

        await().until(() -> coordinator.streams().size() == 2);
        awaitHeard(BodyCase.SNAPSHOT, 1);
        assertThat(coordinator
                        .last()
                        .heard(BodyCase.SNAPSHOT)
                        .getFirst()
                        .getSnapshot()
                        .getSeq())
                .isEqualTo(1);
    }

    @Test
    void resyncBringsAWholeSnapshotOnTheSameStream() throws IOException {
        connected();

        coordinator
                .last()
                .say(CoordinatorMessage.newBuilder()
                        .setResync(Resync.getDefaultInstance())
                        .build());

        awaitHeard(BodyCase.SNAPSHOT, 2);
        assertThat(coordinator
                        .last()
                        .heard(BodyCase.SNAPSHOT)
                        .getLast()
                        .getSnapshot()
                        .getSeq())
                .isEqualTo(2);
    }

    @Test
    void redirectIsFollowed() throws IOException {
        try (FakeCoordinator leader = new FakeCoordinator()) {
            coordinator.answer(session -> CoordinatorMessage.newBuilder()
                    .setRedirect(Redirect.newBuilder().setAddress("host:2"))
                    .build());
            CoordinatorLink both = FakeCoordinator.link(coordinator, leader);
            NodeAgent agent = start(both);

            await().until(() -> agent.status().session().state() == State.CONNECTED);
            assertThat(leader.streams()).hasSize(1);
        }
    }

    @Test
    void pacedAgentComesBack() throws IOException {
        coordinator.answer(session -> session > 1
                ? FakeCoordinator.accept(session)
                : CoordinatorMessage.newBuilder()
                        .setPace(Pace.newBuilder().setMinDelayMs(1).setMaxDelayMs(20))
                        .build());
        NodeAgent agent = start(FakeCoordinator.link(coordinator));

        await().until(() -> agent.status().session().state() == State.CONNECTED);
        assertThat(coordinator.streams()).hasSize(2);
    }

    @Test
    void coordinatorOfAnotherClusterIsLeft() throws IOException {
        NodeAgent agent = connected();
        coordinator.last().order(desired(1, 1));
        await().until(() -> agent.status().cluster().isPresent());
        coordinator.answer(session -> CoordinatorMessage.newBuilder()
                .setAccepted(dev.heddle.contract.proto.v1.Accepted.newBuilder()
                        .setSession(session)
                        .setHeartbeatIntervalMs(100)
                        .setClusterId("cluster-b"))
                .build());

        coordinator.last().fail(Status.UNAVAILABLE);

        await().until(() -> agent.status().session().problem().orElse("").contains("another cluster"));
    }

    @Test
    void orderThatBreaksTheContractEndsTheStream() throws IOException {
        connected();

        coordinator
                .last()
                .say(CoordinatorMessage.newBuilder()
                        .setDesired(dev.heddle.contract.proto.v1.Desired.newBuilder()
                                .setClusterId("spaces are no id"))
                        .build());

        await().until(() -> coordinator.streams().size() == 2);
    }

    @Test
    void secondAgentOnTheSameRecordDoesNotStart() throws IOException {
        connected();

        assertThatThrownBy(() -> start(FakeCoordinator.link(coordinator)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another node agent works with");
    }

    private NodeAgent start(CoordinatorLink link) throws IOException {
        Records.putClean(folder.resolve("state"), Orders.NODE, Orders.BOOT);
        AgentSettings settings = AgentSettings.under(folder, Orders.NODE, "test", "10.0.0.1");
        NodeAgent agent = new NodeAgent(settings, probe, platform, link, runtime);
        agents.add(agent);
        agent.start();
        return agent;
    }

    private NodeAgent connected() throws IOException {
        NodeAgent agent = start(FakeCoordinator.link(coordinator));
        awaitHeard(BodyCase.SNAPSHOT, 1);
        awaitHeard(BodyCase.APPLIED, 1);
        return agent;
    }

    private void awaitHeard(BodyCase kind, int count) {
        await().until(() -> !coordinator.streams().isEmpty()
                && coordinator.last().heard(kind).size() >= count);
    }

    private void awaitHeld(HeldState state) {
        await().until(() -> !coordinator.last().heard(BodyCase.APPLIED).isEmpty()
                && coordinator.last().applied().getHeldList().stream()
                        .map(HeldGrant::getState)
                        .toList()
                        .equals(List.of(state)));
    }
}
