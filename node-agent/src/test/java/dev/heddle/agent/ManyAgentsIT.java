package dev.heddle.agent;

import static dev.heddle.agent.testkit.Orders.grant;
import static dev.heddle.agent.testkit.Orders.scrub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.agent.connect.NettyLink;
import dev.heddle.agent.connect.SessionStatus.State;
import dev.heddle.agent.testkit.Crash;
import dev.heddle.agent.testkit.FakeCoordinator;
import dev.heddle.agent.testkit.FakePlatform;
import dev.heddle.agent.testkit.FakeProbe;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyAgentsIT {

    private static final int AGENTS = 216;

    @TempDir
    Path folder;

    private final AgentRuntime runtime = AgentRuntime.create();
    private final List<NodeAgent> agents = new ArrayList<>();

    @AfterEach
    void end() {
        agents.forEach(NodeAgent::kill);
        runtime.close();
    }

    @Test
    void twelveRacksOfAgentsShareAHandfulOfThreadsAndFollowOrders() throws IOException {
        int before = Thread.getAllStackTraces().size();
        try (FakeCoordinator coordinator = FakeCoordinator.overTcp();
                NettyLink link = new NettyLink(List.of(coordinator.target()), runtime.executor())) {
            startAgents(link);
            awaitConnected();
            int added = Thread.getAllStackTraces().size() - before;
            assertThat(added)
                    .as("platform threads of agents and of the coordinator")
                    .isLessThan(60);

            coordinator.orderAll(scrub(1, 1, grant("train", 7, 0, 1)));

            await().atMost(Duration.ofMinutes(1)).until(() -> agents.stream().allMatch(ManyAgentsIT::holdsOne));
            agents.forEach(NodeAgent::kill);
        }
    }

    @Test
    void agentsMoveToTheCoordinatorThatIsLeft() throws IOException {
        try (FakeCoordinator survivor = FakeCoordinator.overTcp();
                FakeCoordinator victim = FakeCoordinator.overTcp();
                NettyLink link = new NettyLink(List.of(victim.target(), survivor.target()), runtime.executor())) {
            startAgents(link);
            awaitConnected();
            assertThat(victim.streams()).isNotEmpty();
            assertThat(survivor.streams()).isNotEmpty();

            victim.close();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> agents.stream()
                            .allMatch(agent -> agent.status().session().state() == State.CONNECTED
                                    && agent.status()
                                            .session()
                                            .target()
                                            .orElseThrow()
                                            .equals(survivor.target())));
            agents.forEach(NodeAgent::kill);
        }
    }

    private void startAgents(NettyLink link) throws IOException {
        for (int i = 0; i < AGENTS; i++) {
            AgentSettings settings =
                    AgentSettings.under(folder.resolve("node-" + i), new NodeName("node-" + i), "test", "10.0.0.1");
            NodeAgent agent = new NodeAgent(
                    settings,
                    new FakeProbe(Orders.BOOT, Reports.tray(4)),
                    new FakePlatform(new Crash()),
                    link,
                    runtime);
            agents.add(agent);
            agent.start();
        }
    }

    private void awaitConnected() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> agents.stream()
                        .allMatch(agent -> agent.status().session().state() == State.CONNECTED));
    }

    private static boolean holdsOne(NodeAgent agent) {
        return agent.status()
                .applied()
                .filter(applied -> applied.held().size() == 1)
                .isPresent();
    }
}
