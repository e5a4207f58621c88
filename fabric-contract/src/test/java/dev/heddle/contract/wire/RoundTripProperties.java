package dev.heddle.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.proto.v1.Delta;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire comes back equal. A failing test's name carries its seed. */
class RoundTripProperties {

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMessageComesBackEqual(int seed) throws Exception {
        Samples samples = new Samples(new Random(seed));
        Hello hello = samples.hello();
        assertThat(WireBytes.hello(WireBytes.encode(hello))).isEqualTo(hello);
        NodeReport report = samples.report();
        assertThat(WireBytes.report(WireBytes.encode(report))).isEqualTo(report);
        ReportDelta delta = samples.delta();
        Delta wire = Delta.parseFrom(ToWire.delta(seed, delta).toByteArray());
        assertThat(FromWire.delta(wire)).isEqualTo(delta);
        assertThat(wire.getSeq()).isEqualTo(seed);
        Applied applied = samples.applied();
        assertThat(WireBytes.applied(WireBytes.encode(applied))).isEqualTo(applied);
        Desired desired = samples.desired();
        assertThat(WireBytes.desired(WireBytes.encode(desired))).isEqualTo(desired);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theDigestIgnoresTheEpochAndNothingElse(int seed) {
        Samples samples = new Samples(new Random(seed));
        Desired desired = samples.desired();
        Desired other = samples.desired();
        assertThat(Digests.of(desired.withEpoch(7))).isEqualTo(Digests.of(desired.withEpoch(8)));
        assertThat(Digests.of(desired)).isNotEqualTo(Digests.of(other));
        Desired scrubbed = new Desired(
                desired.cluster(),
                desired.stamp(),
                desired.boot(),
                desired.grants(),
                desired.imexNodes(),
                !desired.scrub());
        assertThat(Digests.of(scrubbed)).isNotEqualTo(Digests.of(desired));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theDigestIgnoresTheOrderOfGrants(int seed) {
        Desired desired = new Samples(new Random(seed)).desired();
        Desired reversed = new Desired(
                desired.cluster(),
                desired.stamp(),
                desired.boot(),
                desired.grants().reversed(),
                desired.imexNodes(),
                desired.scrub());
        assertThat(Digests.of(reversed)).isEqualTo(Digests.of(desired));
    }
}
