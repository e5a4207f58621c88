package dev.heddle.coordinator.agents;

import com.google.protobuf.CodedInputStream;
import dev.heddle.contract.proto.v1.AgentMessage;
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
            return AgentMessage.parseFrom(CodedInputStream.newInstance(stream));
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
