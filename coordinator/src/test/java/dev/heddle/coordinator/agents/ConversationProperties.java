package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.wire.Samples;
import dev.heddle.coordinator.topology.NodeObservation;
import dev.heddle.coordinator.topology.ReportMerge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many deltas are lost on the way, both ends agree as soon as the next heartbeat is answered. */
class ConversationProperties {

    private static final int STEPS = 60;

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothEndsAgreeAfterAnyLossOfDeltas(int seed) {
        Random random = new Random(seed);
        Samples samples = new Samples(random);
        NodeReport agent = samples.report();
        long seq = 1;
        Conversation here = hear(
                Conversation.opened(NodeObservation.opened(Words.hello(), 1, "r", Instant.EPOCH)),
                Words.snapshot(seq, agent),
                agent);
        for (int step = 0; step < STEPS; step++) {
            ReportDelta delta = change(random, samples, agent);
            agent = ReportMerge.merge(agent, delta);
            seq++;
            if (random.nextInt(4) != 0) {
                here = hear(here, Words.delta(seq, delta), agent);
            }
        }
        here = hear(here, Words.heartbeat(seq), agent);
        assertThat(here.observation().report()).contains(agent);
    }

    /** The agent's side: a gap is answered with a snapshot of the agent's present report, under the number it has. */
    private static Conversation hear(Conversation here, AgentMessage message, NodeReport agent) {
        return switch (here.hear(message)) {
            case Turn.Heard heard -> heard.next();
            case Turn.Quiet quiet -> quiet.next();
            case Turn.Gap gap -> hear(gap.next(), Words.snapshot(seq(message), agent), agent);
            case Turn.Broken broken -> throw new AssertionError(broken.closure().message());
        };
    }

    private static long seq(AgentMessage message) {
        return message.hasDelta()
                ? message.getDelta().getSeq()
                : message.getHeartbeat().getSeq();
    }

    private static ReportDelta change(Random random, Samples samples, NodeReport agent) {
        List<GpuUuid> known =
                new ArrayList<>(agent.gpus().stream().map(Gpu::uuid).toList());
        List<GpuUuid> lost = !known.isEmpty() && random.nextInt(4) == 0 ? List.of(known.removeFirst()) : List.of();
        List<Gpu> added = agent.gpus().size() < 8 && random.nextInt(3) == 0
                ? List.of(samples.gpu(10 + random.nextInt(20)))
                : List.of();
        List<ReportDelta.LinkChange> links = known.isEmpty()
                ? List.of()
                : Words.linkChange(LinkState.values()[random.nextInt(LinkState.values().length)]).links().stream()
                        .map(change -> new ReportDelta.LinkChange(known.getLast(), change.link()))
                        .toList();
        return new ReportDelta(added, lost, links, Optional.of(samples.imex()), Optional.empty());
    }
}
