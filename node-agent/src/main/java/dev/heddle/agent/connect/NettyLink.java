package dev.heddle.agent.connect;

import dev.heddle.contract.model.Limits;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Plain-text gRPC over TCP. All channels share one event loop thread; each is a connection of its own. */
public final class NettyLink implements CoordinatorLink, AutoCloseable {

    /** An idle connection is probed this often; a coordinator must permit it. */
    public static final Duration KEEPALIVE = Duration.ofSeconds(10);

    /** A coordinator that does not answer a probe for so long is gone. */
    public static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(5);

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final List<Target> targets;
    private final Executor executor;
    private final EventLoopGroup eventLoop;

    /**
     * A link to these coordinators.
     *
     * @param targets where they listen
     * @param executor runs callbacks, best on virtual threads
     * @throws IllegalArgumentException if there are no targets
     */
    public NettyLink(List<Target> targets, Executor executor) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an agent needs at least one coordinator");
        }
        this.targets = List.copyOf(targets);
        this.executor = executor;
        this.eventLoop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("heddle-agent-io", true), NioIoHandler.newFactory());
    }

    @Override
    public List<Target> targets() {
        return targets;
    }

    @Override
    public ManagedChannel open(Target target) {
        return NettyChannelBuilder.forAddress(target.host(), target.port())
                .eventLoopGroup(eventLoop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .executor(executor)
                .offloadExecutor(executor)
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(Limits.MAX_MESSAGE_BYTES)
                .keepAliveTime(KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /** Ends the event loop, and every channel with it. */
    @Override
    public void close() {
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
