package dev.heddle.coordinator.storm;

import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * A gRPC server with its defaults that knows nothing, but for as many waiting connections as the coordinator allows: counts
 * what comes in and answers the first message of a stream and the one after the snapshot with recorded bytes.
 */
final class BareServer implements AutoCloseable {

    private final Server server;
    private final byte[] accepted;
    private final byte[] desired;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder applied = new LongAdder();

    BareServer(byte[] accepted, byte[] desired) throws IOException {
        this.accepted = accepted;
        this.desired = desired;
        MethodDescriptor<byte[], byte[]> connect = FabricAgentGrpc.getConnectMethod().toBuilder(new Raw(), new Raw())
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .withOption(ChannelOption.SO_BACKLOG, 4_096)
                .addService(ServerServiceDefinition.builder(FabricAgentGrpc.SERVICE_NAME)
                        .addMethod(connect, ServerCalls.asyncBidiStreamingCall(Stream::new))
                        .build())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    /** Agents that have said all that they have to say since the last call. */
    long takeApplied() {
        return applied.sumThenReset();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Stream implements StreamObserver<byte[]> {

        private final StreamObserver<byte[]> out;
        private int heard;

        Stream(StreamObserver<byte[]> out) {
            this.out = out;
        }

        @Override
        public void onNext(byte[] message) {
            bytes.add(message.length);
            heard++;
            switch (heard) {
                case 1 -> out.onNext(accepted);
                case 3 -> {
                    applied.increment();
                    out.onNext(desired);
                }
                default -> {}
            }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                byte[] bytes = new byte[stream.available()];
                stream.readNBytes(bytes, 0, bytes.length);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
