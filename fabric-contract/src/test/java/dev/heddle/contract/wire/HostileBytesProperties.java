package dev.heddle.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.Desired;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged bytes end in one of two checked exceptions, or in a valid record, and in nothing else. */
class HostileBytesProperties {

    private static final int MUTATIONS = 100;

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedBytesNeverThrowAnythingElse(int seed) {
        Random random = new Random(seed);
        Samples samples = new Samples(random);
        byte[][] messages = {
            AgentMessage.newBuilder()
                    .setHello(ToWire.hello(samples.hello()))
                    .build()
                    .toByteArray(),
            AgentMessage.newBuilder()
                    .setSnapshot(ToWire.snapshot(1, samples.report()))
                    .build()
                    .toByteArray(),
            AgentMessage.newBuilder()
                    .setDelta(ToWire.delta(2, samples.delta()))
                    .build()
                    .toByteArray(),
            AgentMessage.newBuilder()
                    .setApplied(ToWire.applied(samples.applied(), new byte[Digests.BYTES]))
                    .build()
                    .toByteArray(),
            ToWire.desired(samples.desired()).toByteArray()
        };
        int refused = 0;
        for (byte[] message : messages) {
            for (int i = 0; i < MUTATIONS; i++) {
                refused += refuses(mutated(message, random)) ? 1 : 0;
            }
        }
        assertThat(refused).as("mutations that were noticed").isPositive();
    }

    private static boolean refuses(byte[] bytes) {
        boolean refused = false;
        try {
            read(AgentMessage.parseFrom(bytes));
        } catch (WireFormatException | InvalidProtocolBufferException e) {
            refused = true;
        }
        try {
            FromWire.desired(Desired.parseFrom(bytes));
        } catch (WireFormatException | InvalidProtocolBufferException e) {
            refused = true;
        }
        return refused;
    }

    private static void read(AgentMessage message) throws WireFormatException {
        switch (message.getBodyCase()) {
            case HELLO -> FromWire.hello(message.getHello());
            case SNAPSHOT -> FromWire.snapshot(message.getSnapshot());
            case DELTA -> FromWire.delta(message.getDelta());
            case APPLIED -> FromWire.applied(message.getApplied());
            case HEARTBEAT, BODY_NOT_SET -> {}
        }
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] result =
                Arrays.copyOf(message, random.nextInt(8) == 0 ? random.nextInt(message.length + 1) : message.length);
        for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt();
        }
        return result;
    }
}
