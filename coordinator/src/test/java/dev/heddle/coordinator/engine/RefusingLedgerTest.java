package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ledger that refuses some records of a batch and writes the others. */
@Timeout(60)
class RefusingLedgerTest {

    private final TestCluster cluster = new TestCluster(2, 4, 4, Optional.empty());

    @AfterEach
    void nothingWasEverGrantedTwice() {
        assertThat(cluster.violations).isEmpty();
    }

    @Test
    void grantsOfAComputeDomainWhoseOwnRecordIsRefusedAreUndone() {
        cluster.converge();
        cluster.ledger.refused = key -> key.kind() == Kind.COMPUTE_DOMAIN;
        assertThat(cluster.create("refused", 3, 4))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Reply.Code.LEDGER));
        cluster.converge();
        assertThat(cluster.phase("refused")).isEmpty();
        assertThat(grants()).isEmpty();
    }

    @Test
    void releaseOfAComputeDomainWhoseOwnRecordIsRefusedIsUndone() {
        cluster.converge();
        cluster.create("train", 3, 4);
        cluster.converge();
        cluster.ledger.refused = key -> key.kind() == Kind.COMPUTE_DOMAIN;
        assertThat(cluster.delete("train")).isInstanceOf(Reply.Refused.class);
        assertThat(grants())
                .allSatisfy(grant -> assertThat(grant.members().values()).noneMatch(UnitGrant.Member::releasing));
        cluster.ledger.refused = key -> false;
        cluster.converge();
        assertThat(cluster.phase("train")).contains(Phase.READY);
        assertThat(grants()).extracting(grant -> grant.members().size()).containsExactly(3);
        cluster.delete("train");
        cluster.converge();
        assertThat(cluster.phase("train")).isEmpty();
    }

    @Test
    void undoingThatIsRefusedItselfIsGivenUpAndMadeUpForLater() {
        cluster.converge();
        UnitState first = cluster.core.committed().units().values().iterator().next();
        String unit = first.unit().id().value();
        cluster.ledger.refused =
                key -> key.kind() == Kind.COMPUTE_DOMAIN || key.id().equals(unit);
        cluster.create("a", 4, 4);
        cluster.create("b", 4, 4);
        cluster.ledger.refused = key -> false;
        cluster.converge();
        assertThat(cluster.create("c", 4, 4)).isInstanceOf(Reply.Created.class);
        assertThat(cluster.create("d", 4, 4)).isInstanceOf(Reply.Created.class);
        cluster.converge();
        assertThat(List.of(cluster.phase("c"), cluster.phase("d")))
                .containsExactly(Optional.of(Phase.READY), Optional.of(Phase.READY));
    }

    @Test
    void aTakeOverThatIsRefusedTooOftenIsMadeUpForOnceTheLedgerTakesIt() {
        cluster.converge();
        cluster.ledger.refused = key -> true;
        cluster.elect();
        cluster.commit();
        assertThat(epochs()).noneMatch(epoch -> epoch == cluster.ledger.epoch);
        cluster.ledger.refused = key -> false;
        cluster.ask(new Command.Tick(false));
        assertThat(epochs()).hasSize(2).allMatch(epoch -> epoch == cluster.ledger.epoch);
        cluster.converge();
        cluster.create("train", 4, 4);
        cluster.converge();
        assertThat(cluster.phase("train")).contains(Phase.READY);
    }

    @Test
    void thatTheLedgerWasSetBackIsWrittenBeforeAnythingElseHoweverOftenItIsRefused() {
        cluster.converge();
        AtomicInteger left = new AtomicInteger(20);
        cluster.ledger.refused = key -> left.getAndDecrement() > 0;
        cluster.core.submit(new Command.TakeOver(true), reply -> {});
        cluster.create("early", 1, 4);
        assertThat(cluster.phase("early")).contains(Phase.PENDING);
        assertThat(cluster.core.committed().units().values())
                .allSatisfy(unit -> assertThat(unit.unit().behind()).isNotEmpty());
    }

    private List<Long> epochs() {
        List<Long> epochs = new ArrayList<>();
        cluster.core.committed().units().values().forEach(unit -> epochs.add(unit.epoch()));
        return epochs;
    }

    private List<UnitGrant> grants() {
        List<UnitGrant> grants = new ArrayList<>();
        for (UnitState unit : cluster.core.committed().units().values()) {
            grants.addAll(unit.unit().grants().values());
        }
        return grants;
    }
}
