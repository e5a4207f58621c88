package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.BOOT;
import static dev.heddle.agent.testkit.Orders.CLUSTER;
import static dev.heddle.agent.testkit.Orders.NODE;
import static dev.heddle.agent.testkit.Orders.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.Orders;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import dev.heddle.testing.Combinations;
import dev.heddle.testing.Than;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The agent's fences, in every combination of what they look at. */
class OrderFenceTest {

    private static final Stamp TAKEN = new Stamp(5, 10);
    private static final Grant TRAIN = grant("train", 5, 0, 1);

    /** Whom the agent obeys. */
    enum Pinned {
        NOBODY,
        WHO_ORDERS,
        ANOTHER
    }

    /** An order, as it stands to what the agent has taken on. */
    record Order(
            Than epoch,
            Than generation,
            boolean sameContent,
            boolean sameBoot,
            Pinned pinned,
            RecordState record,
            boolean scrub,
            boolean possible) {

        Desired desired() {
            Stamp stamp = new Stamp(epoch.of(TAKEN.epoch()), generation.of(TAKEN.generation()));
            List<Grant> grants = possible ? List.of(TRAIN) : List.of(TRAIN, TRAIN);
            return new Desired(CLUSTER, stamp, sameBoot ? BOOT : new BootId("boot-0"), grants, List.of(), scrub);
        }

        String digest() {
            return sameContent ? "taken" : "other";
        }

        AgentRecord before() {
            Optional<ClusterId> obeyed = switch (pinned) {
                case NOBODY -> Optional.empty();
                case WHO_ORDERS -> Optional.of(CLUSTER);
                case ANOTHER -> Optional.of(new ClusterId("cluster-b"));
            };
            return new AgentRecord(NODE, BOOT, obeyed, TAKEN, "taken", Optional.empty(), true, record, List.of());
        }

        Verdict verdict() {
            return OrderPlanner.plan(before(), desired(), digest());
        }
    }

    /**
     * Obeyed is who is pinned, or the first; for this boot only; with a pair above the one taken on, or the same with
     * the same content; on a node whose record is lost only with a scrub. Of several reasons the first in this order.
     */
    private static Optional<RefusalReason> reason(Order order) {
        boolean above =
                order.epoch() == Than.HIGHER || (order.epoch() == Than.EQUAL && order.generation() == Than.HIGHER);
        boolean same = order.epoch() == Than.EQUAL && order.generation() == Than.EQUAL;
        if (order.pinned() == Pinned.ANOTHER) {
            return Optional.of(RefusalReason.FOREIGN_CLUSTER);
        } else if (!order.sameBoot()) {
            return Optional.of(RefusalReason.OTHER_BOOT);
        } else if (!above && !same) {
            return Optional.of(RefusalReason.OLD);
        } else if (same && !order.sameContent()) {
            return Optional.of(RefusalReason.DIGEST_CONFLICT);
        } else if (order.record() == RecordState.AMNESIA && !order.scrub()) {
            return Optional.of(RefusalReason.NOT_SCRUBBED);
        }
        return order.possible() ? Optional.empty() : Optional.of(RefusalReason.INVALID);
    }

    private static Optional<RefusalReason> given(Order order) {
        return switch (order.verdict()) {
            case Verdict.Accept accept -> Optional.empty();
            case Verdict.Refuse(RefusalReason reason, String detail) -> Optional.of(reason);
        };
    }

    @Test
    void orderIsObeyedOnlyThroughEveryFence() {
        List<Order> orders = Combinations.of(Order.class);
        assertThat(orders).hasSize(864);
        assertThat(orders.stream().filter(order -> reason(order).isEmpty())).hasSize(54);
        assertThat(orders.stream().filter(order -> !given(order).equals(reason(order))))
                .isEmpty();
    }

    /** What is obeyed is in the record, and heals no lost record: only a scrub that is over does. */
    private static boolean isTakenDown(Order order, AgentRecord next) {
        return next.stamp().equals(order.desired().stamp())
                && next.digest().equals(order.digest())
                && next.cluster().equals(Optional.of(CLUSTER))
                && next.desired().equals(Optional.of(order.desired()))
                && next.boot().equals(BOOT)
                && next.state() == order.record()
                && next.scrubbed() == !order.scrub();
    }

    @Test
    void whatIsObeyedIsTakenDownAndTheNodesPairNeverGoesBack() {
        for (Order order : Combinations.of(Order.class)) {
            if (order.verdict() instanceof Verdict.Accept(AgentRecord next)) {
                assertThat(next).as(order.toString()).matches(record -> isTakenDown(order, record));
                assertThat(next.stamp()).as(order.toString()).isGreaterThanOrEqualTo(TAKEN);
            }
        }
    }

    /** An order of a higher epoch, as it stands to a scrub that was asked for before. */
    record Again(boolean scrub, boolean sameGeneration, boolean sameContent, boolean sameBoot, boolean over) {

        boolean isOwed() {
            Desired first = Orders.scrub(TAKEN.epoch(), TAKEN.generation());
            AgentRecord record = new AgentRecord(
                    NODE,
                    BOOT,
                    Optional.of(CLUSTER),
                    TAKEN,
                    "taken",
                    sameBoot ? Optional.of(first) : Optional.empty(),
                    over,
                    RecordState.INTACT,
                    List.of());
            Stamp stamp = new Stamp(TAKEN.epoch() + 1, TAKEN.generation() + (sameGeneration ? 0 : 1));
            Desired again = new Desired(CLUSTER, stamp, BOOT, List.of(), List.of(), scrub);
            Verdict verdict = OrderPlanner.plan(record, again, sameContent ? "taken" : "other");
            return verdict instanceof Verdict.Accept(AgentRecord next) && !next.scrubbed();
        }
    }

    @Test
    void scrubIsOwedUntilItIsOverForThatOrderOnThatBoot() {
        List<Again> orders = Combinations.of(Again.class);
        assertThat(orders).hasSize(32).allSatisfy(order -> {
            boolean sameOrder = order.sameGeneration() && order.sameContent() && order.sameBoot();
            assertThat(order.isOwed()).as(order.toString()).isEqualTo(order.scrub() && !(sameOrder && order.over()));
        });
    }
}
