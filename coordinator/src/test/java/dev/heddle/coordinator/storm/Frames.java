package dev.heddle.coordinator.storm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few HTTP/2 frames that one stream of an agent needs, as bytes. A client of the benchmark must cost so little that
 * what is measured is the server.
 */
final class Frames {

    static final int HEADER_BYTES = 9;

    static final byte DATA = 0;
    static final byte HEADERS = 1;
    static final byte RST_STREAM = 3;
    static final byte SETTINGS = 4;
    static final byte PING = 6;
    static final byte GOAWAY = 7;
    static final byte WINDOW_UPDATE = 8;

    static final byte ACK = 1;
    static final byte END_STREAM = 1;
    static final byte END_HEADERS = 4;

    private static final String PATH = "/heddle.agent.v1.FabricAgent/Connect";
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] OPENING = opening();

    private Frames() {}

    /** Preface, settings and the call's headers. */
    static ByteBuf open() {
        return Unpooled.wrappedBuffer(OPENING);
    }

    private static byte[] opening() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(frame(SETTINGS, (byte) 0, 0, NOTHING));
        out.writeBytes(frame(HEADERS, END_HEADERS, 1, headers()));
        return out.toByteArray();
    }

    /** HPACK: two indexed fields, the others literal without indexing. */
    private static byte[] headers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x83);
        out.write(0x86);
        out.write(0x04);
        text(out, PATH);
        out.write(0x01);
        text(out, "127.0.0.1");
        out.write(0x0F);
        out.write(0x10);
        text(out, "application/grpc");
        out.write(0x00);
        text(out, "te");
        text(out, "trailers");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One gRPC message in one DATA frame. */
    static byte[] message(byte[] message) {
        byte[] framed = new byte[5 + message.length];
        framed[1] = (byte) (message.length >>> 24);
        framed[2] = (byte) (message.length >>> 16);
        framed[3] = (byte) (message.length >>> 8);
        framed[4] = (byte) message.length;
        System.arraycopy(message, 0, framed, 5, message.length);
        return frame(DATA, (byte) 0, 1, framed);
    }

    /** Says that so many bytes may be sent on. */
    static byte[] window(int stream, int bytes) {
        return frame(WINDOW_UPDATE, (byte) 0, stream, new byte[] {
            (byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
        });
    }

    static byte[] frame(byte type, byte flags, int stream, byte[] payload) {
        byte[] frame = new byte[HEADER_BYTES + payload.length];
        frame[0] = (byte) (payload.length >>> 16);
        frame[1] = (byte) (payload.length >>> 8);
        frame[2] = (byte) payload.length;
        frame[3] = type;
        frame[4] = flags;
        frame[5] = (byte) (stream >>> 24);
        frame[6] = (byte) (stream >>> 16);
        frame[7] = (byte) (stream >>> 8);
        frame[8] = (byte) stream;
        System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
        return frame;
    }
}
