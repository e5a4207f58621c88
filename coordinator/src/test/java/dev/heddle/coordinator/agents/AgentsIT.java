package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.Desired;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import dev.heddle.contract.proto.v1.Hello;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import dev.heddle.coordinator.topology.NodeObservation;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerServicesAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.annotation.DirtiesContext;

/** Agents' streams over a real gRPC server as Boot configures it, with an engine that only replays. */
@SpringBootTest(
        classes = AgentsIT.App.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.grpc.server.port=0",
            "spring.main.web-application-type=none",
            "heddle.agents.heartbeat-interval=1s",
            "heddle.agents.handshake-timeout=10s"
        })
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class AgentsIT {

    @Autowired
    private ImageEngine engine;

    @Autowired
    private GrpcServerLifecycle server;

    private ManagedChannel channel;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        GrpcServerAutoConfiguration.class,
        GrpcServerServicesAutoConfiguration.class
    })
    @Import({AgentsConfiguration.class, AgentService.class})
    static class App {

        @Bean
        ImageEngine engine() {
            return new ImageEngine();
        }

        @Bean
        Members noOthers() {
            return List::of;
        }

        @Bean
        StandbyPicture picture() {
            return () -> {};
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", server.getPort()))
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void anAgentIsAcceptedObservedAndToldWhatToHold() {
        Answers answers = new Answers();
        StreamObserver<AgentMessage> agent = stub().connect(answers);
        agent.onNext(Words.say(Words.hello()));
        await().until(() -> !answers.messages.isEmpty());
        assertThat(answers.messages.getFirst().getAccepted().getClusterId()).isEqualTo("cluster-1");
        NodeReport report = Words.report(4);
        agent.onNext(Words.snapshot(1, report));
        await().until(() -> known().flatMap(NodeObservation::report).equals(Optional.of(report)));
        agent.onNext(Words.applied(Words.applied(Words.BOOT, Words.INSTANCE)));
        await().until(() -> known().flatMap(NodeObservation::applied).isPresent());
        engine.adopt(known().orElseThrow(), 3);
        await().until(() -> answers.desired().size() == 1);
        assertThat(answers.desired().getFirst().getGeneration()).isEqualTo(3);
        engine.adopt(known().orElseThrow(), 4);
        await().until(() -> answers.desired().size() == 2);
        assertThat(answers.desired().getLast().getGeneration()).isEqualTo(4);
        agent.onCompleted();
        await().until(() -> !known().orElseThrow().connected());
    }

    @Test
    void anAgentThatReconnectsIsToldAgainAndItsFormerStreamIsClosed() {
        Answers first = new Answers();
        sayAll(stub().connect(first));
        await().until(() -> known().flatMap(NodeObservation::applied).isPresent());
        engine.adopt(known().orElseThrow(), 3);
        await().until(() -> first.desired().size() == 1);
        Answers second = new Answers();
        sayAll(stub().connect(second));
        await().until(() -> second.desired().size() == 1);
        await().until(() -> first.code() == Status.Code.ABORTED);
        assertThat(known().orElseThrow().connected()).isTrue();
    }

    private static void sayAll(StreamObserver<AgentMessage> agent) {
        agent.onNext(Words.say(Words.hello()));
        agent.onNext(Words.snapshot(1, Words.report(1)));
        agent.onNext(Words.applied(Words.applied(Words.BOOT, Words.INSTANCE)));
    }

    @Test
    void aSilentAgentIsClosedAndCountsAsGone() {
        Answers answers = new Answers();
        StreamObserver<AgentMessage> agent = stub().connect(answers);
        agent.onNext(Words.say(Words.hello()));
        agent.onNext(Words.snapshot(1, Words.report(1)));
        await().until(() -> answers.code() == Status.Code.DEADLINE_EXCEEDED);
        assertThat(known().orElseThrow().connected()).isFalse();
    }

    @Test
    void anAgentOfAnotherClusterIsRefusedWithAnEvent() {
        Answers answers = new Answers();
        stub().connect(answers).onNext(Words.say(Words.hello(Optional.of(new ClusterId("theirs")), 0)));
        await().until(() -> answers.code() == Status.Code.FAILED_PRECONDITION);
        await().until(() -> engine.commands.stream()
                .anyMatch(command -> command instanceof Command.Remark remark
                        && remark.reason().equals("AgentForeignCluster")
                        && remark.about().name().equals(Words.NODE.value())));
        assertThat(known()).isEmpty();
    }

    @Test
    void aMessageAboveTheMaximumEndsTheStreamAndTheServerGoesOn() {
        Answers answers = new Answers();
        StreamObserver<AgentMessage> agent = stub().connect(answers);
        agent.onNext(AgentMessage.newBuilder()
                .setHello(Hello.newBuilder().setAgentVersion("x".repeat(Limits.MAX_MESSAGE_BYTES)))
                .build());
        await().until(() -> answers.code() != null);
        anAgentIsAcceptedObservedAndToldWhatToHold();
    }

    @Test
    void bytesThatAreNoMessageEndTheStreamWithInvalidArgumentAndAnEvent() {
        Answers answers = new Answers();
        StreamObserver<byte[]> agent = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(
                        FabricAgentGrpc.getConnectMethod().toBuilder(new Raw(), answersOf())
                                .build(),
                        CallOptions.DEFAULT),
                answers);
        agent.onNext(new byte[] {(byte) 0xFF, (byte) 0xFF, 1});
        await().until(() -> answers.code() == Status.Code.INVALID_ARGUMENT);
        await().until(() -> engine.commands.stream()
                .anyMatch(command -> command instanceof Command.Remark remark
                        && remark.reason().equals("AgentMalformed")
                        && remark.message().contains("127.0.0.1")));
    }

    @Test
    void aConnectionHasOnlySoManyStreamsAtOnce() {
        List<Answers> answers = new ArrayList<>();
        List<StreamObserver<AgentMessage>> agents = new ArrayList<>();
        for (int i = 0; i <= PortLimits.MAX_STREAMS_PER_CONNECTION; i++) {
            Answers answer = new Answers();
            StreamObserver<AgentMessage> agent = stub().connect(answer);
            agent.onNext(Words.say(Words.hello(new NodeName("tray-" + i))));
            answers.add(answer);
            agents.add(agent);
        }
        List<Answers> first = answers.subList(0, PortLimits.MAX_STREAMS_PER_CONNECTION);
        await().until(() -> first.stream().noneMatch(answer -> answer.messages.isEmpty()));
        boolean waits = answers.getLast().messages.isEmpty();
        // On a slow machine the first may be given up as silent by now, which makes room.
        boolean room = first.stream().anyMatch(answer -> answer.code != null);
        assertThat(waits || room).isTrue();
        agents.getFirst().onCompleted();
        await().until(() -> !answers.getLast().messages.isEmpty());
    }

    private static MethodDescriptor.Marshaller<CoordinatorMessage> answersOf() {
        return FabricAgentGrpc.getConnectMethod().getResponseMarshaller();
    }

    private FabricAgentGrpc.FabricAgentStub stub() {
        return FabricAgentGrpc.newStub(channel);
    }

    private Optional<NodeObservation> known() {
        return engine.known(Words.NODE);
    }

    /** What comes down. */
    private static final class Answers implements StreamObserver<CoordinatorMessage> {

        private final List<CoordinatorMessage> messages = new CopyOnWriteArrayList<>();
        private volatile Status.@Nullable Code code;

        @Override
        public void onNext(CoordinatorMessage message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable cause) {
            code = Status.fromThrowable(cause).getCode();
        }

        @Override
        public void onCompleted() {
            code = Status.Code.OK;
        }

        Status.@Nullable Code code() {
            return code;
        }

        List<Desired> desired() {
            return messages.stream()
                    .filter(CoordinatorMessage::hasDesired)
                    .map(CoordinatorMessage::getDesired)
                    .toList();
        }
    }

    /** Sends any bytes. */
    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("only sends");
        }
    }
}
