package dev.heddle.coordinator.storm;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;

/** One agent's connection: speaks HTTP/2 by hand, hands messages on, and acknowledges what must be. */
final class AgentLine extends ByteToMessageDecoder {

    private static final int WINDOW_STEP = 16 << 10;

    private final Agent agent;
    private int unacknowledged;
    private ByteBuf partial = Unpooled.EMPTY_BUFFER;

    AgentLine(Agent agent) {
        this.agent = agent;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.write(Frames.open());
        agent.opened(context.channel());
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        agent.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            cause.printStackTrace();
        }
        context.close();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws InvalidProtocolBufferException {
        while (in.readableBytes() >= Frames.HEADER_BYTES) {
            int length = in.getUnsignedMedium(in.readerIndex());
            if (in.readableBytes() < Frames.HEADER_BYTES + length) {
                return;
            }
            byte type = in.getByte(in.readerIndex() + 3);
            byte flags = in.getByte(in.readerIndex() + 4);
            in.skipBytes(Frames.HEADER_BYTES);
            frame(context, type, flags, in.readSlice(length));
        }
    }

    private void frame(ChannelHandlerContext context, byte type, byte flags, ByteBuf payload)
            throws InvalidProtocolBufferException {
        switch (type) {
            case Frames.SETTINGS -> acknowledge(context, Frames.SETTINGS, flags, new byte[0]);
            case Frames.PING -> acknowledge(context, Frames.PING, flags, bytes(payload));
            case Frames.DATA -> data(context, payload);
            case Frames.HEADERS -> {
                if ((flags & Frames.END_STREAM) != 0) {
                    context.close();
                }
            }
            case Frames.RST_STREAM, Frames.GOAWAY -> context.close();
            default -> {}
        }
    }

    private static void acknowledge(ChannelHandlerContext context, byte type, byte flags, byte[] payload) {
        if ((flags & Frames.ACK) == 0) {
            context.writeAndFlush(Unpooled.wrappedBuffer(Frames.frame(type, Frames.ACK, 0, payload)));
        }
    }

    private void data(ChannelHandlerContext context, ByteBuf payload) throws InvalidProtocolBufferException {
        unacknowledged += payload.readableBytes();
        if (unacknowledged >= WINDOW_STEP) {
            context.write(Unpooled.wrappedBuffer(Frames.window(0, unacknowledged)));
            context.writeAndFlush(Unpooled.wrappedBuffer(Frames.window(1, unacknowledged)));
            unacknowledged = 0;
        }
        partial = Unpooled.wrappedBuffer(bytes(partial), bytes(payload));
        while (partial.readableBytes() >= 5) {
            int length = partial.getInt(partial.readerIndex() + 1);
            if (partial.readableBytes() < 5 + length) {
                return;
            }
            partial.skipBytes(5);
            agent.heard(context.channel(), CoordinatorMessage.parseFrom(bytes(partial.readSlice(length))));
        }
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
