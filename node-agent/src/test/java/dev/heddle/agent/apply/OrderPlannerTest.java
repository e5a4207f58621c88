package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.BOOT;
import static dev.heddle.agent.testkit.Orders.CLUSTER;
import static dev.heddle.agent.testkit.Orders.NODE;
import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.grant;
import static dev.heddle.agent.testkit.Orders.scrub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.Orders;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.wire.Digests;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderPlannerTest {

    private static final Grant TRAIN = grant("train", 5, 0, 1);

    @ParameterizedTest(name = "({0}, {1}) with the same content: {3}, with other content: {4}")
    @CsvSource(textBlock = """
                    4, 9, old epoch and generation,         OLD,    OLD
                    4, 10, old epoch,                       OLD,    OLD
                    4, 11, old epoch with newer generation, OLD,    OLD
                    5, 9, old generation,                   OLD,    OLD
                    5, 10, the same pair,                   accept, DIGEST_CONFLICT
                    5, 11, newer generation,                accept, accept
                    6, 9, newer epoch,                      accept, accept
                    6, 10, the same under a new leader,     accept, accept
                    6, 11, newer in both,                   accept, accept
                    """)
    void pairIsAboveOrEqualWithTheSameContent(
            long epoch, long generation, String what, String sameContent, String otherContent) {
        AgentRecord record = taken(desired(5, 10, TRAIN));

        assertThat(outcome(record, desired(epoch, generation, TRAIN))).as(what).isEqualTo(sameContent);
        assertThat(outcome(record, desired(epoch, generation))).as(what).isEqualTo(otherContent);
    }

    @Test
    void freshNodeObeysWhoeverComesFirst() {
        AgentRecord next = accept(Records.clean(NODE, BOOT), desired(1, 1, TRAIN));

        assertThat(next.cluster()).contains(CLUSTER);
        assertThat(next.held()).containsExactly(new HeldEntry(TRAIN, Phase.APPLYING));
    }

    @Test
    void agentWithoutARecordFollowsNothingButAScrub() {
        AgentRecord lost = AgentRecord.amnesia(NODE, BOOT, List.of());

        assertThat(outcome(lost, desired(9, 9, TRAIN))).isEqualTo("NOT_SCRUBBED");
        assertThat(accept(lost, scrub(1, 1, TRAIN)).stamp()).isEqualTo(new Stamp(1, 1));
    }

    @Test
    void anotherClusterIsRefusedWhateverItsEpoch() {
        Desired foreign =
                new Desired(new ClusterId("cluster-b"), desired(99, 99).stamp(), BOOT, List.of(), List.of(), false);

        assertThat(outcome(taken(desired(5, 10)), foreign)).isEqualTo("FOREIGN_CLUSTER");
    }

    @Test
    void orderForAnotherBootIsRefused() {
        Desired other = Orders.forBoot(desired(6, 11), new BootId("boot-0"));

        assertThat(outcome(taken(desired(5, 10)), other)).isEqualTo("OTHER_BOOT");
    }

    @Test
    void orderThatGrantsAnythingTwiceIsInvalid() {
        AgentRecord fresh = Records.clean(NODE, BOOT);

        assertThat(outcome(fresh, desired(1, 1, TRAIN, grant("infer", 6, 1, 2))))
                .isEqualTo("INVALID");
        assertThat(outcome(fresh, desired(1, 1, TRAIN, grant("infer", 5, 2, 3))))
                .isEqualTo("INVALID");
        assertThat(outcome(fresh, desired(1, 1, TRAIN, grant("train", 6, 2, 3))))
                .isEqualTo("INVALID");
        assertThat(outcome(fresh, desired(1, 1, grant("a", 0, 0), grant("b", 0, 1))))
                .isEqualTo("accept");
    }

    @Test
    void uidThatCannotNameAFileIsInvalid() {
        Grant outside = new Grant(
                new dev.heddle.contract.model.ComputeDomainUid("../../etc/passwd"),
                TRAIN.name(),
                5,
                TRAIN.gpus(),
                TRAIN.members());

        assertThat(outcome(Records.clean(NODE, BOOT), desired(1, 1, outside))).isEqualTo("INVALID");
    }

    @Test
    void moreGrantsThanANodeCanHoldAreInvalid() {
        Grant[] many = IntStream.rangeClosed(1, 257)
                .mapToObj(number -> grant("cd-" + number, number))
                .toArray(Grant[]::new);

        assertThat(outcome(Records.clean(NODE, BOOT), desired(1, 1, many))).isEqualTo("INVALID");
    }

    @Test
    void absentGrantIsReleasedAndOneInPlaceStays() {
        AgentRecord record = taken(desired(5, 10, TRAIN, grant("infer", 6, 2)))
                .withHeld(List.of(
                        new HeldEntry(TRAIN, Phase.APPLIED), new HeldEntry(grant("infer", 6, 2), Phase.APPLIED)));

        assertThat(accept(record, desired(5, 11, TRAIN)).held())
                .containsExactly(
                        new HeldEntry(TRAIN, Phase.APPLIED), new HeldEntry(grant("infer", 6, 2), Phase.RELEASING));
    }

    @Test
    void grantWithOtherGpusIsReleasedBeforeItIsAppliedAnew() {
        AgentRecord record = taken(desired(5, 10, TRAIN)).withHeld(List.of(new HeldEntry(TRAIN, Phase.APPLIED)));
        Grant smaller = grant("train", 5, 0);

        assertThat(accept(record, desired(5, 11, smaller)).held())
                .containsExactly(new HeldEntry(TRAIN, Phase.RELEASING), new HeldEntry(smaller, Phase.APPLYING));
    }

    @Test
    void scrubIsOwedOnceForEachGeneration() {
        AgentRecord owed = accept(Records.clean(NODE, BOOT), scrub(5, 10, TRAIN));
        AgentRecord done = owed.withScrubbed();

        assertThat(owed.scrubbed()).isFalse();
        assertThat(accept(done, scrub(5, 10, TRAIN)).scrubbed()).isTrue();
        assertThat(accept(done, scrub(6, 10, TRAIN)).scrubbed()).isTrue();
        assertThat(accept(owed, scrub(6, 10, TRAIN)).scrubbed()).isFalse();
        assertThat(accept(done, scrub(6, 11, TRAIN)).scrubbed()).isFalse();
        assertThat(accept(done, desired(6, 11, TRAIN)).scrubbed()).isTrue();
    }

    private static AgentRecord taken(Desired desired) {
        return accept(Records.clean(NODE, BOOT), desired);
    }

    private static AgentRecord accept(AgentRecord record, Desired desired) {
        return ((Verdict.Accept) plan(record, desired)).next();
    }

    private static String outcome(AgentRecord record, Desired desired) {
        return switch (plan(record, desired)) {
            case Verdict.Accept accept -> "accept";
            case Verdict.Refuse(RefusalReason reason, String detail) -> reason.name();
        };
    }

    private static Verdict plan(AgentRecord record, Desired desired) {
        return OrderPlanner.plan(record, desired, HexFormat.of().formatHex(Digests.of(desired)));
    }
}
