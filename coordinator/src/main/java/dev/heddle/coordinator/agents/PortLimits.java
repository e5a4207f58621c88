package dev.heddle.coordinator.agents;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What one connection to the agents' port may take. */
final class PortLimits {

    /** Streams of one connection; an agent has one, and its health may be asked for beside it. */
    static final int MAX_STREAMS_PER_CONNECTION = 16;

    /** Bytes of one connection that were received and not yet handled; then its sender has to wait. */
    static final int MAX_UNHANDLED_BYTES = 128 << 10;

    /** Bytes of a call's headers. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    /** Streams that a connection may break off within {@link #RESET_WINDOW}; at one more it is closed. */
    static final int MAX_RESETS = 100;

    /** See {@link #MAX_RESETS}. */
    static final Duration RESET_WINDOW = Duration.ofSeconds(30);

    /** A connection without a stream for so long is closed. */
    static final Duration MAX_IDLE = Duration.ofMinutes(1);

    /** Connections that the operating system keeps waiting; more are tried again by their agents' system a second later. */
    static final int MAX_WAITING_CONNECTIONS = 4_096;

    private PortLimits() {}

    /** What an agent says is handled on its connection's event loop: it is little, and nothing in it waits. */
    static void apply(NettyServerBuilder server) {
        server.directExecutor()
                .maxConcurrentCallsPerConnection(MAX_STREAMS_PER_CONNECTION)
                .flowControlWindow(MAX_UNHANDLED_BYTES)
                .maxInboundMetadataSize(MAX_HEADER_BYTES)
                .maxRstFramesPerWindow(MAX_RESETS, Math.toIntExact(RESET_WINDOW.toSeconds()))
                .withOption(ChannelOption.SO_BACKLOG, MAX_WAITING_CONNECTIONS)
                .maxConnectionIdle(MAX_IDLE.toSeconds(), TimeUnit.SECONDS);
    }
}
