package dev.heddle.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkHysteresisTest {

    private static final NodeReport TRAY = Reports.tray(1);

    private final LinkHysteresis hysteresis = new LinkHysteresis(LinkThresholds.DEFAULT);
    private LinkHysteresis.State state = LinkHysteresis.State.NONE;

    @Test
    void linkThatGoesDownOnceIsDownAtOnceAndUpAtOnce() {
        assertThat(look(0, LinkState.ACTIVE)).isEqualTo(LinkState.ACTIVE);
        assertThat(look(1, LinkState.INACTIVE)).isEqualTo(LinkState.INACTIVE);
        assertThat(look(2, LinkState.ACTIVE)).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void linkThatGoesUpAndDownIsFlappingUntilItHasBeenQuiet() {
        look(0, LinkState.ACTIVE);
        look(1, LinkState.INACTIVE);
        look(2, LinkState.ACTIVE);
        assertThat(look(3, LinkState.INACTIVE)).isEqualTo(LinkState.FLAPPING);
        assertThat(look(4, LinkState.ACTIVE)).isEqualTo(LinkState.FLAPPING);
        assertThat(look(13.9, LinkState.ACTIVE)).isEqualTo(LinkState.FLAPPING);
        assertThat(look(14, LinkState.ACTIVE)).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void flappingLinkThatStaysDownIsDown() {
        look(0, LinkState.ACTIVE);
        look(1, LinkState.INACTIVE);
        look(2, LinkState.ACTIVE);
        assertThat(look(3, LinkState.INACTIVE)).isEqualTo(LinkState.FLAPPING);
        assertThat(look(13, LinkState.INACTIVE)).isEqualTo(LinkState.INACTIVE);
    }

    @Test
    void slowFlapsAreNotFlapping() {
        for (int i = 0; i < 20; i++) {
            LinkState raw = i % 2 == 0 ? LinkState.ACTIVE : LinkState.INACTIVE;
            assertThat(look(i * 20, raw)).isEqualTo(raw);
        }
    }

    @Test
    void recoveriesBetweenTwoLooksCountAsFlaps() {
        look(0, link(Reports.SPEED, 5, 0));
        assertThat(look(1, link(Reports.SPEED, 7, 0))).isEqualTo(LinkState.ACTIVE);
        assertThat(look(2, link(Reports.SPEED, 8, 0))).isEqualTo(LinkState.FLAPPING);
    }

    @Test
    void errorsMakeALinkDegradedUntilItHasBeenQuiet() {
        look(0, link(Reports.SPEED, 0, 100));
        assertThat(look(1, link(Reports.SPEED, 0, 101))).isEqualTo(LinkState.ACTIVE);
        assertThat(look(2, link(Reports.SPEED, 0, 102))).isEqualTo(LinkState.DEGRADED);
        assertThat(look(11, link(Reports.SPEED, 0, 102))).isEqualTo(LinkState.DEGRADED);
        assertThat(look(12, link(Reports.SPEED, 0, 102))).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void countersThatStartAgainWithTheDriverAreNoEvents() {
        look(0, link(Reports.SPEED, 50, 50));
        assertThat(look(1, link(Reports.SPEED, 0, 0))).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void slowLinkIsDegradedForAsLongAsItIsSlow() {
        assertThat(look(0, link(Reports.SPEED / 2, 0, 0))).isEqualTo(LinkState.DEGRADED);
        assertThat(look(1, link(Reports.SPEED, 0, 0))).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void quietLinksAreNotRemembered() {
        look(0, LinkState.ACTIVE);
        look(1, LinkState.INACTIVE);
        assertThat(state.size()).isEqualTo(1);

        look(50, LinkState.INACTIVE);
        assertThat(state.size()).isZero();
    }

    @Test
    void thousandsOfEventsAreNotRememberedOneByOne() {
        look(0, link(Reports.SPEED, 0, 0));
        assertThat(look(1, link(Reports.SPEED, 1_000_000_000L, 0))).isEqualTo(LinkState.FLAPPING);
    }

    private LinkState look(double seconds, LinkState raw) {
        return look(seconds, Reports.link(0, raw));
    }

    private LinkState look(double seconds, Link raw) {
        long nanos = (long) (seconds * Duration.ofSeconds(1).toNanos());
        LinkHysteresis.Step step = hysteresis.step(state, Reports.with(TRAY, 0, raw), nanos);
        state = step.state();
        List<Link> links = step.report().gpus().getFirst().links();
        return links.getFirst().state();
    }

    private static Link link(int speed, long recoveries, long errors) {
        return new Link(0, LinkState.ACTIVE, speed, recoveries, errors);
    }
}
