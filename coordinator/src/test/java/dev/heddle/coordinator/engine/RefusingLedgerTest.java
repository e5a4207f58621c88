package dev.heddle.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private List<UnitGrant> grants() {
        List<UnitGrant> grants = new ArrayList<>();
        for (UnitState unit : cluster.core.committed().units().values()) {
            grants.addAll(unit.unit().grants().values());
        }
        return grants;
    }
}
