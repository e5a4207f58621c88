package dev.heddle.sim.cluster.law;

import static dev.heddle.sim.cluster.law.Ledgers.computeDomain;
import static dev.heddle.sim.cluster.law.Ledgers.uid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private final Ledgers ledger = new Ledgers();
    private final Promises promises = ledger.laws.promises();
    private final ComputeDomainRecord record = computeDomain("x", Phase.PENDING, 1);

    @Test
    void whatWasAcknowledgedAndIsNotThereIsSeen() {
        promises.acknowledged(record);

        assertThat(ledger.violations).containsExactly("I4: x was acknowledged and is not in the ledger");
    }

    @Test
    void whatWasAcknowledgedAndGoesUnaskedIsSeen() {
        ledger.write(record);
        promises.acknowledged(record);
        ledger.erase(record);

        assertThat(ledger.violations).containsExactly("I4: x is gone, and nobody has asked for its delete");
    }

    @Test
    void whatAUserDeletesMayGoByItsUidOrItsName() {
        ledger.write(record);
        promises.acknowledged(record);
        promises.deleteAsked(uid("x"));
        ledger.erase(record);
        promises.deleted(uid("x"));
        ComputeDomainRecord other = computeDomain("y", Phase.PENDING, 1);
        promises.deleteAsked(new ComputeDomainName("y"));
        ledger.write(other);
        promises.acknowledged(other);
        ledger.erase(other);

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void whatWasGoneAndComesBackIsSeen() {
        ledger.write(record);
        promises.deleteAsked(uid("x"));
        ledger.erase(record);
        ledger.write(record);

        assertThat(ledger.violations).containsExactly("I4: x was gone and is there again");
    }

    @Test
    void whatIsSaidToEndAndLivesIsSeen() {
        ledger.write(record);
        promises.deleted(uid("x"));

        assertThat(ledger.violations).containsExactly("I4: x is said to end and is live in the ledger");
    }

    @Test
    void whatIsSaidToEndMayStillGiveBack() {
        ledger.write(computeDomain("x", Phase.RELEASING, 1));
        promises.deleted(uid("x"));

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void anOlderLedgerMayForgetAndMayBringBack() {
        ComputeDomainRecord lost = computeDomain("y", Phase.PENDING, 1);
        ledger.write(record);
        ledger.write(lost);
        promises.deleteAsked(uid("x"));
        ledger.erase(record);
        ledger.restore(record);
        promises.acknowledged(lost);
        promises.deleted(uid("x"));

        assertThat(ledger.violations).isEmpty();
    }

    @Test
    void whatAnOlderLedgerHoldsIsPromisedAnew() {
        ledger.write(record);
        ledger.restore(record);
        ledger.erase(record);

        assertThat(ledger.violations).containsExactly("I4: x is gone, and nobody has asked for its delete");
    }
}
