package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.engine.port.Leadership;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three replicas with real members of a real grid, and engines that replay. */
class ReplicationIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Member> members = new ArrayList<>();
    private final Random random = new Random(42);
    private final RandomFabric fabric = new RandomFabric(random, "a");
    private volatile Leadership.View leader = new Leadership.View(Optional.empty(), Optional.empty(), 0, Duration.ZERO);
    private List<Integer> ports = List.of();

    @BeforeEach
    void threeReplicas() throws IOException {
        ports = freePorts(3);
        for (int i = 0; i < 3; i++) {
            members.add(new Member(i));
        }
        await().atMost(LONG).until(() -> members.stream().allMatch(member -> up(member) == 3));
    }

    @AfterEach
    void stop() {
        members.forEach(Member::close);
    }

    @Test
    void standbysShowTheLeadersImageAndGoOnWithTheNextLeader() {
        elect(0, 1, Image.empty(RandomFabric.CLUSTER));
        change(members.get(0), 300);
        awaitSame(members.get(0), members.get(1), members.get(2));

        Image ledger = members.get(0).engine.image();
        members.get(0).close();
        elect(1, 2, ledger);
        change(members.get(1), 100);
        awaitSame(members.get(1), members.get(2));
        await().atMost(LONG).until(() -> up(members.get(2)) == 2);

        Member returned = new Member(0);
        members.add(returned);
        awaitSame(members.get(1), members.get(2), returned);
    }

    @Test
    void aLowerEpochIsRefusedByTheGridItself() {
        Item item = new Item(Kind.UNIT, "unit-1");
        try (Grid grid = HazelcastGrid.open(
                new ReplicationSettings(addresses(), freePorts(1).getFirst(), "127.0.0.1"), "d")) {
            assertThat(grid.put(item, new Cell(7, 1, new byte[] {7}))
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(7);

            assertThat(grid.put(item, new Cell(6, 99, new byte[] {6}))
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(7);
            assertThat(grid.put(item, new Cell(7, 0, new byte[] {5}))
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(7);

            assertThat(grid.parts(Kind.UNIT)).singleElement().satisfies(part -> {
                assertThat(part.getValue().version().toString()).isEqualTo("7.1");
                assertThat(part.getValue().body()).containsExactly(7);
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLeaderHearsAgentsOfEveryReplicaAndCountsThoseOfALostOneAsSilent() {
        elect(0, 1, Image.empty(RandomFabric.CLUSTER));
        NodeObservation said = said(new NodeName("far-away"), "b");
        members.get(1).engine.observe(said);

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(heard(members.get(0), said.node())).contains(said));

        elect(2, 2, members.get(0).engine.image());
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(heard(members.get(2), said.node())).contains(said));

        members.get(1).close();
        await().atMost(LONG)
                .until(() -> heard(members.get(2), said.node())
                        .filter(o -> !o.connected())
                        .isPresent());
    }

    @Test
    void everyReplicaIsListedAndAGoneOneIsDown() {
        elect(0, 1, Image.empty(RandomFabric.CLUSTER));
        await().atMost(LONG)
                .until(() -> members.get(2).board.replicas().stream().anyMatch(Members.Replica::leading));

        members.get(1).close();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(members.get(2).board.replicas())
                        .extracting(Members.Replica::name, Members.Replica::up)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("a", true),
                                org.assertj.core.groups.Tuple.tuple("b", false),
                                org.assertj.core.groups.Tuple.tuple("c", true)));
    }

    private void elect(int index, long epoch, Image ledger) {
        members.forEach(member -> member.engine.follow());
        Member elected = members.get(index);
        leader = new Leadership.View(Optional.of(elected.name), Optional.empty(), epoch, Duration.ZERO);
        elected.engine.lead(epoch, ledger);
    }

    private void change(Member member, int steps) {
        for (int i = 0; i < steps; i++) {
            member.engine.commit(fabric.next(member.engine.image()));
        }
    }

    private static void awaitSame(Member first, Member... others) {
        for (Member other : others) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(Rendered.of(other.engine.image())).isEqualTo(Rendered.of(first.engine.image()));
                assertThat(Rendered.notes(other.engine.image())).isEqualTo(Rendered.notes(first.engine.image()));
            });
        }
    }

    private NodeObservation said(NodeName node, String replica) {
        NodeObservation drawn = fabric.observation(node);
        return new NodeObservation(
                drawn.hello(),
                drawn.session(),
                drawn.words(),
                replica,
                true,
                drawn.since(),
                drawn.report(),
                drawn.applied());
    }

    private static Optional<NodeObservation> heard(Member member, NodeName node) {
        return member.engine.image().view(node).map(NodeView::observation);
    }

    private static long up(Member member) {
        return member.board.replicas().stream().filter(Members.Replica::up).count();
    }

    private List<String> addresses() {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** A replica. */
    private final class Member implements AutoCloseable {

        final String name;
        final ReplicaEngine engine;
        final ReplicaBoard board;
        private final Replication replication;

        Member(int index) {
            name = String.valueOf((char) ('a' + index));
            Hearsay hearsay = new Hearsay(new Wakeup());
            engine = new ReplicaEngine(name, hearsay);
            board = new ReplicaBoard(
                    engine, new NoAddresses(), () -> hearsay.open().size(), System.currentTimeMillis());
            Bodies bodies = new Bodies(new JsonRecordCodec());
            Replication.Parts parts = new Replication.Parts(
                    engine,
                    new FixedLeadership(),
                    new Publisher(bodies, name),
                    new Follower(name, RandomFabric.CLUSTER, bodies, engine, System::nanoTime),
                    hearsay,
                    new Relay(engine, hearsay, System::nanoTime, InstantSource.system()),
                    board);
            ReplicationSettings settings = new ReplicationSettings(addresses(), ports.get(index), "127.0.0.1");
            replication = new Replication(parts, () -> HazelcastGrid.open(settings, name), System::nanoTime);
            replication.start(true);
        }

        @Override
        public void close() {
            replication.close();
        }
    }

    private record NoAddresses() implements ReplicaBoard.Addresses {

        @Override
        public Optional<String> rest() {
            return Optional.empty();
        }

        @Override
        public Optional<String> grpc() {
            return Optional.empty();
        }
    }

    /** Says who leads. */
    private final class FixedLeadership implements Leadership {

        @Override
        public void start(Candidate candidate) {}

        @Override
        public void engineTurned() {}

        @Override
        public Optional<Long> raiseEpochAbove(long floor) {
            return Optional.empty();
        }

        @Override
        public void release() {}

        @Override
        public View view() {
            return leader;
        }

        @Override
        public void stop() {}
    }
}
