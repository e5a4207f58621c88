package dev.heddle.coordinator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.engine.port.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private final Balance balance = new Balance(0);

    @Test
    void aReplicaThatCameBackIsGivenItsShareWithoutBeingGivenTooMany() {
        int[] agents = {108, 108, 0};
        Balance[] each = {new Balance(0), new Balance(0), new Balance(0)};
        for (int look = 0; look < 10; look++) {
            step(agents, each);
            assertThat(agents[2])
                    .isLessThanOrEqualTo(Arrays.stream(agents).max().getAsInt());
        }
        assertThat(Arrays.stream(agents).sum()).isEqualTo(216);
        assertThat(agents[2]).isGreaterThan(216 / 4);
    }

    @Test
    void whatIsUnevenOnceOnlyIsLeftAlone() {
        assertThat(look(100, 0)).isEmpty();
        assertThat(look(50, 50)).isEmpty();
        assertThat(look(100, 0)).isEmpty();
        assertThat(look(100, 0)).isPresent();
    }

    @Test
    void aFewAgentsMoreOrAQuarterMoreStay() {
        assertThat(steady(Balance.TOLERATED, 0)).isEmpty();
        assertThat(steady(Balance.TOLERATED + 1, 0)).isPresent();
        assertThat(steady(400, 300)).isEmpty();
        assertThat(steady(401, 300)).isPresent();
    }

    @Test
    void nobodyIsSentToAReplicaThatCannotTakeThem() {
        Members.Replica good = replica("b", 0);
        Members.Replica self = replica("a", 100);
        assertThat(steady(self, good)).isPresent();
        assertThat(steady(self, with(good, 7, 0, false))).isEmpty();
        assertThat(steady(self, with(good, 6, 0, true))).isEmpty();
        assertThat(steady(self, with(good, 7, 60_000, true))).isEmpty();
        assertThat(steady(self)).isEmpty();
    }

    @Test
    void noMoreThanTheMaximumIsMovedAtOnce() {
        assertThat(steady(100_000, 0).orElseThrow().agents()).isEqualTo(Balance.MAX_MOVES);
        assertThat(steady(9, 0).orElseThrow().agents()).isEqualTo(2);
    }

    @Test
    void whoeverDoesNotArriveEndsItForAWhile() {
        send();
        assertThat(look(90, 4, 1)).isEmpty();
        assertThat(look(90, 4, 2)).isEmpty();
        assertThat(look(90, 4, Balance.PAUSE.toNanos())).isEmpty();
        long later = Balance.PAUSE.toNanos() + 2;
        assertThat(look(90, 4, later)).isEmpty();
        assertThat(look(90, 4, later)).isPresent();
    }

    @Test
    void afterMostHaveArrivedItGoesOn() {
        send();
        assertThat(look(90, 5, 1)).isPresent();
    }

    @Test
    void aReplicaThatWentDownIsNoReasonToRest() {
        send();
        Members.Replica gone = with(replica("b", 0), 7, 0, false);
        Balance.Sight sight = new Balance.Sight("a", 90, List.of(replica("a", 90), gone, replica("c", 0)));
        assertThat(balance.look(sight, 1)).isPresent();
    }

    private void send() {
        assertThat(look(100, 0)).isEmpty();
        Balance.Move move = look(100, 0).orElseThrow();
        balance.moved(move, 10);
    }

    private static void step(int[] agents, Balance[] each) {
        List<Members.Replica> seen = IntStream.range(0, agents.length)
                .mapToObj(i -> replica("replica-" + i, agents[i]))
                .toList();
        for (int i = 0; i < agents.length; i++) {
            Optional<Balance.Move> move =
                    each[i].look(new Balance.Sight("replica-" + i, seen.get(i).agentSessions(), seen), 1);
            if (move.isPresent()) {
                agents[i] -= move.get().agents();
                agents[seen.indexOf(move.get().to())] += move.get().agents();
            }
        }
    }

    private static Optional<Balance.Move> steady(int own, int other) {
        return steady(replica("a", own), replica("b", other));
    }

    private static Optional<Balance.Move> steady(Members.Replica... replicas) {
        Balance fresh = new Balance(0);
        Balance.Sight sight = new Balance.Sight("a", replicas[0].agentSessions(), List.of(replicas));
        assertThat(fresh.look(sight, 1)).isEmpty();
        return fresh.look(sight, 1);
    }

    private Optional<Balance.Move> look(int own, int other) {
        return look(own, other, 1);
    }

    private Optional<Balance.Move> look(int own, int other, long nanos) {
        return balance.look(new Balance.Sight("a", own, List.of(replica("a", own), replica("b", other))), nanos);
    }

    private static Members.Replica replica(String name, int agents) {
        return new Members.Replica(
                name,
                false,
                Optional.empty(),
                Optional.of("10.0.0.1:9090"),
                7,
                new ImageVersion(7, 1),
                agents,
                0,
                true);
    }

    private static Members.Replica with(Members.Replica replica, long epoch, long staleMillis, boolean up) {
        return new Members.Replica(
                replica.name(),
                replica.leading(),
                replica.restAddress(),
                replica.grpcAddress(),
                epoch,
                new ImageVersion(epoch, 1),
                replica.agentSessions(),
                staleMillis,
                up);
    }
}
