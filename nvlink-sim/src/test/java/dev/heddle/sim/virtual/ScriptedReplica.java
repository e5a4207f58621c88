package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.proto.v1.Accepted;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.contract.wire.WireFormatException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator of the scripted control plane. While it leads it sends what is true; once deposed it goes on with what
 * it knew, under the epoch it had, as a leader that was paused would.
 */
final class ScriptedReplica {

    private static final int HEARTBEAT_MS = 5_000;

    private final ScriptedControl control;
    private final Target target;
    private final Map<NodeName, Stream> streams = new LinkedHashMap<>();
    private Map<NodeName, Book> stale = Map.of();
    private boolean leads;
    private long epoch;
    private long sessions;

    ScriptedReplica(ScriptedControl control, VirtualNetwork network, String host) {
        this.control = control;
        this.target = new Target(host, 7443);
        VirtualProcess process = new VirtualProcess(network.time(), new Host(host), host);
        network.listen(
                process, target, responses -> new Stream((ServerCallStreamObserver<CoordinatorMessage>) responses));
    }

    static Target target(String host) {
        return new Target(host, 7443);
    }

    /** It leads from now on. */
    void lead() {
        leads = true;
        epoch = control.epoch();
        new ArrayList<>(streams.values()).forEach(Stream::catchUp);
    }

    /** It is deposed, and does not know it. */
    void deposed() {
        leads = false;
        stale = new HashMap<>(control.books());
    }

    boolean leads() {
        return leads;
    }

    /** A node's orders have changed. */
    void order(NodeName node) {
        Stream stream = streams.get(node);
        if (stream != null) {
            stream.order();
        }
    }

    private Book book(NodeName node) {
        return leads ? control.book(node) : stale.getOrDefault(node, Book.EMPTY);
    }

    private final class Stream implements StreamObserver<AgentMessage> {

        private final ServerCallStreamObserver<CoordinatorMessage> out;
        private @Nullable Hello hello;
        private @Nullable Applied heard;

        private Stream(ServerCallStreamObserver<CoordinatorMessage> out) {
            this.out = out;
        }

        @Override
        public void onNext(AgentMessage message) {
            try {
                if (message.hasHello()) {
                    greet(FromWire.hello(message.getHello()));
                } else if (message.hasApplied()) {
                    heard = FromWire.applied(message.getApplied());
                    listen();
                }
            } catch (WireFormatException e) {
                throw new IllegalStateException(e);
            }
        }

        private void greet(Hello words) {
            hello = words;
            streams.put(words.node(), this);
            out.onNext(CoordinatorMessage.newBuilder()
                    .setAccepted(Accepted.newBuilder()
                            .setSession(++sessions)
                            .setHeartbeatIntervalMs(HEARTBEAT_MS)
                            .setCoordinator(target.host())
                            .setClusterId(Book.CLUSTER.value()))
                    .build());
            order();
        }

        private void listen() {
            Hello words = hello;
            Applied applied = heard;
            if (words == null || applied == null || streams.get(words.node()) != this) {
                return;
            }
            if (leads && control.applied(words.node(), applied)) {
                order();
            }
        }

        private void catchUp() {
            listen();
            order();
        }

        private void order() {
            Hello words = hello;
            if (words != null && !out.isCancelled()) {
                book(words.node())
                        .desired(epoch)
                        .filter(desired -> desired.boot().equals(words.boot()))
                        .ifPresent(desired -> out.onNext(CoordinatorMessage.newBuilder()
                                .setDesired(ToWire.desired(desired))
                                .build()));
            }
        }

        @Override
        public void onError(Throwable cause) {
            forget();
        }

        @Override
        public void onCompleted() {
            forget();
            out.onCompleted();
        }

        private void forget() {
            if (hello != null) {
                streams.remove(hello.node(), this);
            }
        }
    }
}
