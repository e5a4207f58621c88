package dev.heddle.contract.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.proto.v1.Snapshot;

/** Single records as bytes, for journals and replication: the same protobuf messages as on the agent stream. */
public final class WireBytes {

    private WireBytes() {}

    /** Bytes of a report. */
    public static byte[] encode(NodeReport report) {
        return ToWire.snapshot(0, report).toByteArray();
    }

    /** Bytes of an applied state. */
    public static byte[] encode(Applied applied) {
        return ToWire.applied(applied, new byte[0]).toByteArray();
    }

    /** Bytes of an agent's first words. */
    public static byte[] encode(Hello hello) {
        return ToWire.hello(hello).toByteArray();
    }

    /** Bytes of a desired state, with its digest. */
    public static byte[] encode(Desired desired) {
        return ToWire.desired(desired).toByteArray();
    }

    /** Reads a report. */
    public static NodeReport report(byte[] bytes) throws WireFormatException {
        return FromWire.snapshot(parse("snapshot", Snapshot.parser(), bytes));
    }

    /** Reads an applied state. */
    public static Applied applied(byte[] bytes) throws WireFormatException {
        return FromWire.applied(parse("applied", dev.heddle.contract.proto.v1.Applied.parser(), bytes));
    }

    /** Reads an agent's first words. */
    public static Hello hello(byte[] bytes) throws WireFormatException {
        return FromWire.hello(parse("hello", dev.heddle.contract.proto.v1.Hello.parser(), bytes));
    }

    /** Reads a desired state. */
    public static Desired desired(byte[] bytes) throws WireFormatException {
        return FromWire.desired(parse("desired", dev.heddle.contract.proto.v1.Desired.parser(), bytes));
    }

    private static <T> T parse(String message, Parser<T> parser, byte[] bytes) throws WireFormatException {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new WireFormatException(message, "is not a protobuf message of that kind");
        }
    }
}
