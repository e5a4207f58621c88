package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HearsayTest {

    private static final NodeName NODE = new NodeName("node-1");

    private final Hearsay hearsay = new Hearsay(new Wakeup());
    private long words;
    private final RandomFabric fabric = new RandomFabric(new Random(1), "a");

    @Test
    void ofOneNodeOnlyTheNewestWaits() {
        NodeObservation first = said(1);
        NodeObservation second = said(2);

        hearsay.relay(first);
        hearsay.relay(second);

        assertThat(hearsay.untold()).containsExactly(second);
    }

    @Test
    void anOlderSessionSaysNothingMore() {
        NodeObservation newer = said(2);

        hearsay.relay(newer);
        hearsay.relay(said(1));

        assertThat(hearsay.untold()).containsExactly(newer);
    }

    @Test
    void anOlderWordOfTheSameSessionReplacesNothing() {
        NodeObservation first = said(1);
        NodeObservation second = said(1);
        hearsay.relay(second);
        hearsay.told(second);

        hearsay.relay(first);
        hearsay.known(first);

        assertThat(hearsay.untold()).isEmpty();
        assertThat(hearsay.of(NODE)).contains(second);
    }

    @Test
    void whatWasToldIsToldAgainToAnotherLeader() {
        NodeObservation said = said(1);
        hearsay.relay(said);
        hearsay.told(said);
        assertThat(hearsay.untold()).isEmpty();

        hearsay.tellAgain();

        assertThat(hearsay.untold()).containsExactly(said);
    }

    @Test
    void whatWasSaidMeanwhileIsStillToBeTold() {
        NodeObservation told = said(1);
        NodeObservation since = said(1);
        hearsay.relay(told);
        hearsay.relay(since);

        hearsay.told(told);

        assertThat(hearsay.untold()).containsExactly(since);
    }

    @Test
    void aClosedSessionIsForgottenOnceToldSoThatNothingPilesUp() {
        NodeObservation closed = said(1).closed(Instant.EPOCH);
        hearsay.relay(closed);
        hearsay.told(closed);

        hearsay.tellAgain();

        assertThat(hearsay.untold()).isEmpty();
        assertThat(hearsay.of(NODE)).isEmpty();
    }

    @Test
    void aNodeThatIsConnectedElsewhereIsForgotten() {
        hearsay.relay(said(1));
        hearsay.elsewhere(NODE, 2);

        assertThat(hearsay.of(NODE)).isEmpty();
    }

    /** The next word of a session. */
    private NodeObservation said(long session) {
        NodeObservation drawn = fabric.observation(NODE);
        return new NodeObservation(
                drawn.hello(), session, ++words, "a", true, drawn.since(), drawn.report(), Optional.empty());
    }
}
