package dev.heddle.coordinator.agents;

import com.google.protobuf.CodedInputStream;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.proto.v1.AgentMessage;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads agents' messages, and hands on bytes that are none as {@link #UNREADABLE}: gRPC itself would end the stream
 * with UNKNOWN and tell nobody.
 */
final class TolerantMarshaller implements MethodDescriptor.Marshaller<AgentMessage> {

    /** Stands for bytes that are no message; told apart by identity. */
    static final AgentMessage UNREADABLE = AgentMessage.newBuilder().buildPartial();

    private final MethodDescriptor.Marshaller<AgentMessage> writer;

    /** @param writer writes what this one never reads */
    TolerantMarshaller(MethodDescriptor.Marshaller<AgentMessage> writer) {
        this.writer = writer;
    }

    @Override
    public InputStream stream(AgentMessage value) {
        return writer.stream(value);
    }

    @Override
    public AgentMessage parse(InputStream stream) {
        try {
            return AgentMessage.parseFrom(whole(stream));
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    /** A message whose length is known is read from one array: half the work of reading it from a stream. */
    private static CodedInputStream whole(InputStream stream) throws IOException {
        if (!(stream instanceof KnownLength) || stream.available() > Limits.MAX_MESSAGE_BYTES) {
            return CodedInputStream.newInstance(stream);
        }
        byte[] bytes = new byte[stream.available()];
        int read = stream.readNBytes(bytes, 0, bytes.length);
        return CodedInputStream.newInstance(bytes, 0, read);
    }
}
