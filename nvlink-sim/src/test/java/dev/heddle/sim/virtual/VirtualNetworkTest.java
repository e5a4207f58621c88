package dev.heddle.sim.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import dev.heddle.contract.proto.v1.Heartbeat;
import dev.heddle.contract.proto.v1.Resync;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {

    private static final Host AGENT = new Host("node");
    private static final Host COORDINATOR = new Host("replica-1");
    private static final Target TARGET = new Target("replica-1", 7443);

    private final VirtualTime time = new VirtualTime(11);
    private final VirtualNetwork network = new VirtualNetwork(time, Delays.DATA_CENTRE);
    private final VirtualProcess agent = new VirtualProcess(time, AGENT, "agent");
    private final VirtualProcess coordinator = new VirtualProcess(time, COORDINATOR, "coordinator");
    private final List<ServerSide> served = new ArrayList<>();

    private ClientSide connect() {
        ClientSide client = new ClientSide();
        agent.after(0, "connect", () -> {
            FabricAgentGrpc.newStub(network.link(agent, List.of(TARGET)).open(TARGET))
                    .connect(client);
        });
        time.run(Duration.ofSeconds(1));
        return client;
    }

    private ClientSide connected() {
        network.listen(coordinator, TARGET, responses -> {
            ServerSide side = new ServerSide((ServerCallStreamObserver<CoordinatorMessage>) responses);
            served.add(side);
            return side;
        });
        return connect();
    }

    @Test
    void messagesArriveInOrderBothWays() {
        ClientSide client = connected();
        for (int i = 0; i < 10; i++) {
            client.say(i);
            served.getFirst().say("m" + i);
        }
        time.run(Duration.ofSeconds(2));

        assertThat(served.getFirst().heard)
                .containsExactlyElementsOf(LongStream.range(0, 10).boxed().toList());
        assertThat(client.heard).hasSize(10).isSorted();
    }

    @Test
    void nobodyListeningMeansUnavailable() {
        ClientSide client = connect();

        assertThat(client.ends).containsExactly(Status.Code.UNAVAILABLE);
    }

    @Test
    void unreachableCoordinatorMeansUnavailableAfterTheConnectLimit() {
        network.links().block(COORDINATOR, AGENT);
        ClientSide client = connected();
        assertThat(client.ends).isEmpty();

        time.run(Duration.ofSeconds(5));

        assertThat(client.ends).containsExactly(Status.Code.UNAVAILABLE);
    }

    @Test
    void killedCoordinatorIsHeardOf() {
        ClientSide client = connected();
        coordinator.kill();
        time.run(Duration.ofSeconds(1));

        assertThat(client.ends).containsExactly(Status.Code.UNAVAILABLE);
        assertThat(network.connections()).isZero();
    }

    @Test
    void killedAgentIsHeardOf() {
        connected();
        agent.kill();
        time.run(Duration.ofSeconds(1));

        assertThat(served.getFirst().ends).containsExactly(Status.Code.CANCELLED);
        assertThat(network.connections()).isZero();
    }

    @Test
    void agentWithoutPowerIsNotHeardOf() {
        connected();
        network.links().powerOff(AGENT);
        agent.kill();
        time.run(Duration.ofHours(1));
        assertThat(served.getFirst().ends).isEmpty();

        served.getFirst().say("anyone there?");
        network.links().powerOn(AGENT);
        time.run(Duration.ofSeconds(2));

        assertThat(served.getFirst().ends).containsExactly(Status.Code.CANCELLED);
    }

    @Test
    void oldMessagesSurfaceAfterANewStreamIsUp() {
        ClientSide old = connected();
        network.links().block(AGENT, COORDINATOR);
        old.say(1);
        time.run(Duration.ofSeconds(20));
        assertThat(old.ends).containsExactly(Status.Code.UNAVAILABLE);
        assertThat(served.getFirst().heard).isEmpty();

        network.links().openAll();
        ClientSide fresh = connect();
        fresh.say(2);
        time.run(Duration.ofSeconds(2));

        assertThat(served.getFirst().heard).containsExactly(1L);
        assertThat(served.getFirst().ends).containsExactly(Status.Code.CANCELLED);
        assertThat(served.getLast().heard).containsExactly(2L);
    }

    @Test
    void shortPartitionLosesNothing() {
        ClientSide client = connected();
        network.links().split(List.of(AGENT), List.of(COORDINATOR));
        client.say(1);
        served.getFirst().say("m");
        time.run(Duration.ofSeconds(5));
        assertThat(served.getFirst().heard).isEmpty();

        network.links().openAll();
        time.run(Duration.ofSeconds(2));

        assertThat(served.getFirst().heard).containsExactly(1L);
        assertThat(client.heard).containsExactly("m");
        assertThat(client.ends).isEmpty();
    }

    @Test
    void slowReaderStopsItsSenderUntilItReads() {
        ClientSide client = connected();
        agent.pause();
        ServerSide server = served.getFirst();
        int said = 0;
        while (server.out.isReady()) {
            server.say("m" + said++);
        }
        time.run(Duration.ofSeconds(2));
        assertThat(server.out.isReady()).isFalse();
        int readies = server.readies;

        agent.resume();
        time.run(Duration.ofSeconds(2));

        assertThat(client.heard).hasSize(said);
        assertThat(server.out.isReady()).isTrue();
        assertThat(server.readies).isEqualTo(readies + 1);
    }

    @Test
    void halfOpenStreamIsFoundByItsKeepalive() {
        ClientSide client = connected();
        network.links().powerOff(COORDINATOR);
        coordinator.kill();
        time.run(Duration.ofSeconds(14));
        assertThat(client.ends).isEmpty();

        time.run(Duration.ofSeconds(2));

        assertThat(client.ends).containsExactly(Status.Code.UNAVAILABLE);
    }

    @Test
    void goodbyeIsAnswered() {
        ClientSide client = connected();
        client.say(1);
        client.call().onCompleted();
        time.run(Duration.ofSeconds(1));

        assertThat(served.getFirst().heard).containsExactly(1L);
        assertThat(client.ends).containsExactly(Status.Code.OK);
        assertThat(network.connections()).isZero();
    }

    /** An agent's side. */
    private static final class ClientSide implements ClientResponseObserver<AgentMessage, CoordinatorMessage> {

        private final List<String> heard = new ArrayList<>();
        private final List<Status.Code> ends = new ArrayList<>();
        private final List<ClientCallStreamObserver<AgentMessage>> calls = new ArrayList<>();

        @Override
        public void beforeStart(ClientCallStreamObserver<AgentMessage> requestStream) {
            calls.add(requestStream);
        }

        private ClientCallStreamObserver<AgentMessage> call() {
            return calls.getFirst();
        }

        private void say(long number) {
            call().onNext(AgentMessage.newBuilder()
                    .setHeartbeat(Heartbeat.newBuilder().setSeq(number))
                    .build());
        }

        @Override
        public void onNext(CoordinatorMessage value) {
            heard.add(value.getResync().getReason());
        }

        @Override
        public void onError(Throwable t) {
            ends.add(Status.fromThrowable(t).getCode());
        }

        @Override
        public void onCompleted() {
            ends.add(Status.Code.OK);
        }
    }

    /** A coordinator's side. */
    private static final class ServerSide implements StreamObserver<AgentMessage> {

        private final ServerCallStreamObserver<CoordinatorMessage> out;
        private final List<Long> heard = new ArrayList<>();
        private final List<Status.Code> ends = new ArrayList<>();
        private int readies;

        private ServerSide(ServerCallStreamObserver<CoordinatorMessage> out) {
            this.out = out;
            out.setOnReadyHandler(() -> readies++);
        }

        private void say(String text) {
            out.onNext(CoordinatorMessage.newBuilder()
                    .setResync(Resync.newBuilder().setReason(text))
                    .build());
        }

        @Override
        public void onNext(AgentMessage value) {
            heard.add(value.getHeartbeat().getSeq());
        }

        @Override
        public void onError(Throwable t) {
            ends.add(Status.fromThrowable(t).getCode());
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }
}
