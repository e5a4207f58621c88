package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.coordinator.FakeEngine;
import dev.heddle.coordinator.FakeFleet;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.testing.Fuzz;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an agent says, led by what it reaches in sessions, decisions, records and views: no step fails. An input is frames,
 * each behind its length in two bytes.
 */
class FramesFuzz {

    private static final int MAX_FRAMES = 16;

    static Stream<byte[]> conversations() {
        FakeFleet fleet = new FakeFleet(new FakeEngine(), 1, 2);
        NodeObservation truth = fleet.nodes().getFirst().observation(fleet.nodes());
        AgentMessage hello = Words.say(truth.hello());
        AgentMessage snapshot = Words.snapshot(1, truth.report().orElseThrow());
        AgentMessage applied = Words.applied(truth.applied().orElseThrow());
        return Stream.of(
                input(hello, snapshot, applied, Words.heartbeat(1)), input(hello, applied, snapshot), input(snapshot));
    }

    private static byte[] input(AgentMessage... messages) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (AgentMessage message : messages) {
            byte[] bytes = message.toByteArray();
            input.write(bytes.length >> Byte.SIZE);
            input.write(bytes.length);
            input.writeBytes(bytes);
        }
        return input.toByteArray();
    }

    private static List<byte[]> frames(byte[] input) {
        ByteBuffer left = ByteBuffer.wrap(input);
        List<byte[]> frames = new ArrayList<>();
        while (left.remaining() > Short.BYTES && frames.size() < MAX_FRAMES) {
            byte[] frame = new byte[Math.min(Short.toUnsignedInt(left.getShort()), left.remaining())];
            left.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    @MethodSource("conversations")
    @FuzzTest
    void whateverAnAgentSaysIsTakenOrRefused(byte[] input) throws Exception {
        List<byte[]> frames = frames(input);
        long allowed = HostileFramesProperties.ALLOWANCE * (1 + frames.size());
        assertThat(Fuzz.allocated(() -> new HostileFramesProperties().says(frames), allowed))
                .as("bytes allocated")
                .isLessThan(allowed);
    }
}
