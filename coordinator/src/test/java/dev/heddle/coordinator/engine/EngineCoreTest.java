package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.NodeRoom;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineCoreTest {

    private final TestCluster cluster = new TestCluster(2, 4, 4, Optional.empty());

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void racksThatReportBecomeOneUnitEach() {
        cluster.converge();
        assertThat(cluster.core.committed().units().size()).isEqualTo(2);
        assertThat(cluster.core.committed().homes().size()).isEqualTo(8);
        assertThat(grantable()).isEqualTo(32);
    }

    @Test
    void nothingIsGrantableBeforeItsNodeObeysThisLeader() {
        cluster.agents.forEach(cluster::report);
        assertThat(grantable()).isZero();
    }

    @Test
    void aGangIsReadyOnceEveryMemberHoldsItAndReachesTheOthers() {
        cluster.converge();
        assertThat(cluster.create("train", 3, 4)).isInstanceOf(Reply.Created.class);
        assertThat(cluster.phase("train")).contains(Phase.FORMING);
        cluster.converge();
        assertThat(cluster.phase("train")).contains(Phase.READY);
    }

    @Test
    void twoComputeDomainsOnTheSameNodesHoldDifferentChannels() {
        cluster.converge();
        cluster.create("a", 4, 2);
        cluster.create("b", 4, 2);
        cluster.converge();
        List<Integer> channels = cluster.core.committed().units().iterator().hasNext() ? channels() : List.of();
        assertThat(channels).hasSize(2).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(cluster.phase("b")).contains(Phase.READY);
    }

    @Test
    void whatDoesNotFitWaitsAndIsPlacedWhenRoomIsGivenBack() {
        cluster.converge();
        cluster.create("first", 4, 4);
        cluster.create("second", 4, 4);
        cluster.create("third", 4, 4);
        cluster.converge();
        assertThat(cluster.phase("third")).contains(Phase.PENDING);
        cluster.delete("first");
        assertThat(cluster.phase("first")).contains(Phase.RELEASING);
        cluster.converge();
        assertThat(cluster.phase("first")).isEmpty();
        assertThat(cluster.phase("third")).contains(Phase.READY);
    }

    @Test
    void moreGpusThanAnyNodeHasAreRefusedAtOnce() {
        cluster.converge();
        assertThat(cluster.create("odd", 1, 5))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Reply.Code.IMPOSSIBLE));
        assertThat(cluster.phase("odd")).isEmpty();
    }

    @Test
    void releaseFreesNothingBeforeTheNodeConfirmsIt() {
        cluster.converge();
        cluster.create("held", 4, 4);
        cluster.converge();
        TestAgent member = member("held");
        member.connected = false;
        cluster.report(member);
        cluster.delete("held");
        cluster.converge();
        assertThat(cluster.phase("held")).contains(Phase.RELEASING);
        assertThat(grantable()).isEqualTo(28);
        member.connected = true;
        member.session++;
        cluster.converge();
        assertThat(cluster.phase("held")).isEmpty();
        assertThat(grantable()).isEqualTo(32);
    }

    @Test
    void aLostMemberMakesItDegradedAndTheReturnedTrayIsScrubbedBeforeItIsReadyAgain() {
        cluster.converge();
        cluster.create("train", 4, 4);
        cluster.converge();
        TestAgent tray = member("train");
        tray.connected = false;
        cluster.report(tray);
        assertThat(cluster.phase("train")).contains(Phase.DEGRADED);
        tray.reboot();
        tray.connected = true;
        cluster.report(tray);
        assertThat(closed(tray.node)).contains(NodeRoom.Cause.SCRUBBING);
        cluster.converge();
        assertThat(closed(tray.node)).isEmpty();
        assertThat(cluster.phase("train")).contains(Phase.READY);
    }

    @Test
    void anAgentThatLostItsRecordIsScrubbed() {
        cluster.converge();
        TestAgent agent = cluster.agent(0, 0);
        agent.record = RecordState.AMNESIA;
        agent.stamp = Stamp.NONE;
        agent.session++;
        cluster.report(agent);
        assertThat(closed(agent.node)).contains(NodeRoom.Cause.SCRUBBING);
        cluster.converge();
        assertThat(closed(agent.node)).isEmpty();
    }

    @Test
    void aFencedNodeThatIsBackBeforeTheOthersHaveGivenBackIsAskedOnceMoreForTheChannel() {
        cluster.converge();
        cluster.create("dead", 4, 4);
        cluster.converge();
        TestAgent tray = member("dead");
        TestAgent slow = cluster.agents.stream()
                .filter(agent -> agent != tray && !agent.held.isEmpty())
                .findFirst()
                .orElseThrow();
        tray.connected = false;
        slow.connected = false;
        cluster.report(tray);
        cluster.report(slow);
        cluster.ask(new Command.Fence(tray.node));
        cluster.delete("dead");
        tray.reboot();
        tray.connected = true;
        cluster.converge();
        assertThat(cluster.phase("dead")).contains(Phase.RELEASING);
        slow.connected = true;
        slow.session++;
        cluster.converge();
        assertThat(cluster.phase("dead")).isEmpty();
        assertThat(quarantines()).isZero();
    }

    @Test
    void aFencedNodeFreesOnlyWhatIsReleasingAndItsChannelStaysInQuarantineUntilItReturns() {
        cluster.converge();
        cluster.create("dead", 4, 4);
        cluster.converge();
        TestAgent tray = member("dead");
        tray.connected = false;
        cluster.report(tray);
        assertThat(cluster.ask(new Command.Fence(tray.node))).isInstanceOf(Reply.Done.class);
        assertThat(cluster.phase("dead")).contains(Phase.DEGRADED);
        cluster.delete("dead");
        cluster.converge();
        assertThat(cluster.phase("dead")).isEmpty();
        assertThat(quarantines()).isEqualTo(1);
        tray.reboot();
        tray.connected = true;
        cluster.converge();
        assertThat(quarantines()).isZero();
        assertThat(grantable()).isEqualTo(32);
    }

    @Test
    void aNewLeaderGrantsNothingUntilItsNodesAreHeardAndKeepsWhatWasGranted() {
        cluster.converge();
        cluster.create("kept", 4, 4);
        cluster.converge();
        cluster.elect();
        cluster.commit();
        assertThat(grantable()).isZero();
        assertThat(cluster.phase("kept")).contains(Phase.READY);
        cluster.agents.forEach(agent -> agent.session++);
        cluster.converge();
        assertThat(cluster.phase("kept")).contains(Phase.READY);
        assertThat(grantable()).isEqualTo(16);
    }

    @Test
    void aNodeThatANewLeaderKnowsOnlyAsClosedIsToldNothingBeforeItIsHeard() {
        cluster.converge();
        cluster.elect();
        TestAgent agent = cluster.agents.getFirst();
        agent.connected = false;
        cluster.report(agent);
        assertThat(DesiredState.of(cluster.core.committed(), agent.node)).isEmpty();
        agent.connected = true;
        agent.session++;
        cluster.report(agent);
        assertThat(DesiredState.of(cluster.core.committed(), agent.node)).isPresent();
    }

    @Test
    void anOlderWordOfTheSameSessionTakesNothingBackWhenItComesLast() {
        cluster.converge();
        TestAgent agent = cluster.agents.getFirst();
        NodeObservation first = agent.observation(cluster.agents);
        NodeObservation second = first.withReport(first.report().orElseThrow());
        cluster.ask(new Command.Observe(second));

        cluster.ask(new Command.Observe(first));

        assertThat(cluster.core.committed().view(agent.node).map(NodeView::observation))
                .contains(second);
    }

    @Test
    void membersThatHaveNotSpokenToANewLeaderYetAreNotLostForThat() {
        cluster.converge();
        cluster.create("kept", 4, 4);
        cluster.converge();
        TestAgent first = member("kept");
        cluster.elect();
        cluster.agents.forEach(agent -> agent.session++);
        cluster.report(first);
        assertThat(cluster.phase("kept")).contains(Phase.READY);
        cluster.ask(new Command.Tick(true));
        assertThat(cluster.phase("kept")).contains(Phase.DEGRADED);
    }

    @Test
    void anExpiredComputeDomainIsEnded() {
        cluster.converge();
        cluster.ask(new Command.Create(
                new dev.heddle.contract.model.ComputeDomainName("short"),
                new dev.heddle.coordinator.allocation.ComputeDomainSpec(
                        new dev.heddle.coordinator.placement.GangRequest(1, 1, java.util.OptionalInt.empty()),
                        Optional.of(Duration.ofMinutes(1))),
                Optional.empty(),
                true));
        cluster.now = cluster.now.plus(Duration.ofMinutes(2));
        cluster.converge();
        assertThat(cluster.phase("short")).isEmpty();
        assertThat(grantable()).isEqualTo(32);
    }

    @Test
    void aLongWaitingOneHoldsBackYoungerOnes() {
        cluster.converge();
        cluster.create("small", 1, 1);
        cluster.create("other", 1, 1);
        cluster.agents.stream().filter(agent -> agent.rack == 1).forEach(agent -> {
            agent.connected = false;
            cluster.report(agent);
        });
        cluster.create("big", 4, 4);
        cluster.now = cluster.now.plus(Duration.ofMinutes(11));
        cluster.create("young", 1, 1);
        assertThat(cluster.phase("young")).contains(Phase.PENDING);
    }

    @Test
    void aRestoredLedgerGrantsNothingUntilEachNodeIsHeardAndFindsWhatItLacks() {
        cluster.converge();
        var before = java.util.Map.copyOf(cluster.ledger.records);
        cluster.create("later", 4, 4);
        cluster.converge();
        cluster.ledger.records.clear();
        cluster.ledger.records.putAll(before);
        cluster.elect();
        cluster.commit();
        cluster.agents.forEach(agent -> agent.session++);
        TestAgent first = cluster.agents.stream()
                .filter(agent -> !agent.held.isEmpty())
                .findFirst()
                .orElseThrow();
        cluster.report(first);
        UnitState unit = cluster.core.committed().unitOf(first.node).orElseThrow();
        assertThat(unit.unit().behind()).hasSize(3);
        cluster.converge();
        assertThat(cluster.core.committed().computeDomains().size()).isEqualTo(1);
        assertThat(cluster.core
                        .committed()
                        .computeDomains()
                        .values()
                        .iterator()
                        .next()
                        .computeDomain()
                        .phase())
                .isEqualTo(Phase.ORPHANED);
        assertThat(grantable()).isEqualTo(16);
    }

    private TestAgent member(String name) {
        return cluster.agents.stream()
                .filter(agent -> agent.held.values().stream()
                        .anyMatch(held -> cluster.core
                                .committed()
                                .computeDomain(new dev.heddle.contract.model.ComputeDomainName(name))
                                .filter(state -> state.computeDomain().uid().equals(held.computeDomain()))
                                .isPresent()))
                .findFirst()
                .orElseThrow();
    }

    private int grantable() {
        return cluster.core.committed().rooms().stream()
                .flatMap(room -> room.nodes().stream())
                .mapToInt(NodeRoom::grantable)
                .sum();
    }

    private int quarantines() {
        int count = 0;
        for (UnitState unit : cluster.core.committed().units().values()) {
            count += unit.unit().quarantines().size();
        }
        return count;
    }

    private List<Integer> channels() {
        List<Integer> channels = new java.util.ArrayList<>();
        for (UnitState unit : cluster.core.committed().units().values()) {
            unit.unit().grants().values().forEach(grant -> channels.add(grant.channel()));
        }
        return channels;
    }

    private Optional<NodeRoom.Cause> closed(NodeName node) {
        return cluster.core.committed().rooms().stream()
                .flatMap(room -> room.nodes().stream())
                .filter(room -> room.node().equals(node))
                .findFirst()
                .flatMap(NodeRoom::closed)
                .map(NodeRoom.Closed::cause);
    }
}
