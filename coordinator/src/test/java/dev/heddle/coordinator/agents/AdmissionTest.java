package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Hello;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.allocation.UnitNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final ClusterId OURS = new ClusterId("ours");
    private static final long EPOCH = 10;

    @Test
    void anAgentThatObeysNobodyYetIsAdmittedWhateverItHasSeen() {
        assertThat(refusal(Optional.empty(), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void anAgentThatObeysThisClusterIsAdmitted() {
        assertThat(refusal(Optional.of(OURS), EPOCH)).isEmpty();
    }

    @Test
    void anAgentThatObeysAnotherClusterIsRefusedAndToldBoth() {
        Closure closure = refusal(Optional.of(new ClusterId("theirs")), 0).orElseThrow();
        assertThat(closure.reason()).isEqualTo(CloseReason.FOREIGN_CLUSTER);
        assertThat(closure.message()).contains("theirs").contains("ours");
    }

    @Test
    void anEpochAheadIsTheEnginesToSettleAsLongAsItIsPlausible() {
        assertThat(refusal(Optional.of(OURS), EPOCH + Admission.MAX_EPOCH_LEAD)).isEmpty();
    }

    @Test
    void anEpochTooFarAheadIsRefused() {
        assertThat(refusal(Optional.of(OURS), EPOCH + Admission.MAX_EPOCH_LEAD + 1))
                .map(Closure::reason)
                .contains(CloseReason.EPOCH_IMPLAUSIBLE);
    }

    @Test
    void aGenerationThatNoneCouldFollowIsRefusedInHelloAndInWhatIsApplied() {
        Hello hello = new Hello(Words.NODE, Words.BOOT, Words.INSTANCE, "", 1, Optional.empty(), 0, Long.MAX_VALUE, "");
        assertThat(Admission.refusal(hello, OURS, EPOCH))
                .map(Closure::reason)
                .contains(CloseReason.GENERATION_IMPLAUSIBLE);
        assertThat(Admission.refusal(Words.NODE, new Stamp(EPOCH, Long.MAX_VALUE), EPOCH))
                .map(Closure::reason)
                .contains(CloseReason.GENERATION_IMPLAUSIBLE);
        assertThat(Admission.refusal(Words.NODE, new Stamp(EPOCH, UnitNode.MAX_GENERATION), EPOCH))
                .isEmpty();
    }

    @Test
    void anEpochTooFarAheadIsRefusedInWhatIsAppliedToo() {
        assertThat(Admission.refusal(Words.NODE, new Stamp(EPOCH + Admission.MAX_EPOCH_LEAD + 1, 1), EPOCH))
                .map(Closure::reason)
                .contains(CloseReason.EPOCH_IMPLAUSIBLE);
    }

    private static Optional<Closure> refusal(Optional<ClusterId> pinned, long seen) {
        Hello hello = Words.hello(pinned, seen);
        return Admission.refusal(hello, OURS, EPOCH);
    }
}
