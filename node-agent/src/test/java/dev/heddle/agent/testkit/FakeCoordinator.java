package dev.heddle.agent.testkit;

import dev.heddle.agent.connect.CoordinatorLink;
import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.proto.v1.Accepted;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import dev.heddle.contract.wire.ToWire;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A coordinator that accepts agents, notes what they say, and says what it is told to. */
public final class FakeCoordinator implements AutoCloseable {

    private final String name = "coordinator-" + UUID.randomUUID();
    private final AtomicLong sessions = new AtomicLong();
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile Function<Long, CoordinatorMessage> answer = FakeCoordinator::accept;
    private volatile Optional<Desired> standing = Optional.empty();

    /** A running coordinator, reached inside this process. */
    public FakeCoordinator() throws IOException {
        server = InProcessServerBuilder.forName(name)
                .addService(new Service())
                .build()
                .start();
    }

    private FakeCoordinator(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = NettyServerBuilder.forAddress(address)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .addService(new Service())
                .build()
                .start();
    }

    /** A running coordinator on a free port of the loopback address. */
    public static FakeCoordinator overTcp() throws IOException {
        return new FakeCoordinator(0);
    }

    /** Where it listens, if over TCP. */
    public Target target() {
        return new Target("127.0.0.1", server.getPort());
    }

    /** The way to it and to others, named {@code host} each, in order. */
    public static CoordinatorLink link(FakeCoordinator... coordinators) {
        return new CoordinatorLink() {
            @Override
            public List<Target> targets() {
                return java.util.stream.IntStream.range(0, coordinators.length)
                        .mapToObj(index -> new Target("host", index + 1))
                        .toList();
            }

            @Override
            public ManagedChannel open(Target target) {
                String name = target.port() <= coordinators.length ? coordinators[target.port() - 1].name : "nobody";
                return InProcessChannelBuilder.forName(name).build();
            }
        };
    }

    /** An acceptance with a heartbeat of 100 ms. */
    public static CoordinatorMessage accept(long session) {
        return CoordinatorMessage.newBuilder()
                .setAccepted(Accepted.newBuilder()
                        .setSession(session)
                        .setHeartbeatIntervalMs(100)
                        .setCoordinator("replica-1")
                        .setClusterId(Orders.CLUSTER.value()))
                .build();
    }

    /** Answers later hellos so; by session number. */
    public void answer(Function<Long, CoordinatorMessage> answering) {
        answer = answering;
    }

    /** Gives every agent this order: those that are connected now, and those that come. */
    public void orderAll(Desired desired) {
        standing = Optional.of(desired);
        streams.forEach(stream -> stream.order(desired));
    }

    /** Streams so far, oldest first. */
    public List<Stream> streams() {
        return streams;
    }

    /** The newest stream. */
    public Stream last() {
        return streams.getLast();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends FabricAgentGrpc.FabricAgentImplBase {
        @Override
        public StreamObserver<AgentMessage> connect(StreamObserver<CoordinatorMessage> agent) {
            Stream stream = new Stream(agent);
            streams.add(stream);
            return stream;
        }
    }

    /** One agent's stream. */
    public final class Stream implements StreamObserver<AgentMessage> {

        private final StreamObserver<CoordinatorMessage> agent;
        private final List<AgentMessage> heard = new CopyOnWriteArrayList<>();
        private volatile boolean completed;
        private volatile boolean broken;

        private Stream(StreamObserver<CoordinatorMessage> agent) {
            this.agent = agent;
        }

        @Override
        public void onNext(AgentMessage message) {
            heard.add(message);
            if (message.hasHello()) {
                say(answer.apply(sessions.incrementAndGet()));
                standing.ifPresent(this::order);
            }
        }

        @Override
        public void onError(Throwable t) {
            broken = true;
        }

        @Override
        public void onCompleted() {
            completed = true;
            agent.onCompleted();
        }

        /** Gives an order. */
        public void order(Desired desired) {
            say(CoordinatorMessage.newBuilder()
                    .setDesired(ToWire.desired(desired))
                    .build());
        }

        /** Says anything; nothing if the agent has broken off. */
        public synchronized void say(CoordinatorMessage message) {
            try {
                agent.onNext(message);
            } catch (StatusRuntimeException e) {
                broken = true;
            }
        }

        /** Ends the stream with an error. */
        public void fail(Status status) {
            agent.onError(status.asRuntimeException());
        }

        /** Everything heard on it. */
        public List<AgentMessage> heard() {
            return heard;
        }

        /** Messages of one kind. */
        public List<AgentMessage> heard(AgentMessage.BodyCase kind) {
            return heard.stream()
                    .filter(message -> message.getBodyCase() == kind)
                    .toList();
        }

        /** The newest applied state. */
        public dev.heddle.contract.proto.v1.Applied applied() {
            return heard(AgentMessage.BodyCase.APPLIED).getLast().getApplied();
        }

        /** Whether the agent said goodbye. */
        public boolean completed() {
            return completed;
        }

        /** Whether it broke off. */
        public boolean broken() {
            return broken;
        }
    }
}
