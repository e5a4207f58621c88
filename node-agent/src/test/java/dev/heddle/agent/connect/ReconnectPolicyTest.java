package dev.heddle.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.connect.ReconnectPolicy.Attempt;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectPolicyTest {

    private static final List<Target> THREE =
            List.of(Target.parse("a:1"), Target.parse("b:2"), Target.parse("[::1]:3"));

    @Test
    void targetsTakeTurns() {
        ReconnectPolicy policy = new ReconnectPolicy(new Random(1));
        Set<Target> tried = new HashSet<>(Set.of(policy.first(THREE).target()));
        tried.add(policy.afterFailure(THREE).target());
        tried.add(policy.afterFailure(THREE).target());

        assertThat(tried).containsExactlyInAnyOrderElementsOf(THREE);
    }

    @Test
    void agentsSpreadOverTheTargetsFromTheStart() {
        Set<Target> first = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            first.add(new ReconnectPolicy(new Random(seed)).first(THREE).target());
        }

        assertThat(first).hasSize(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void delaysAreDrawnFromZeroToABoundThatDoublesUpToFiveSeconds(long seed) {
        long[] bounds = {100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000};
        Random random = new Random(seed);
        for (int run = 0; run < 100; run++) {
            ReconnectPolicy policy = new ReconnectPolicy(random);
            for (long bound : bounds) {
                assertThat(policy.afterFailure(THREE).delay()).isBetween(Duration.ZERO, Duration.ofMillis(bound));
            }
        }
    }

    @Test
    void acceptedAgentBeginsAgainWithShortDelays() {
        ReconnectPolicy policy = new ReconnectPolicy(new Random(3));
        for (int i = 0; i < 10; i++) {
            policy.afterFailure(THREE);
        }
        policy.accepted();

        assertThat(policy.afterFailure(THREE).delay()).isLessThanOrEqualTo(ReconnectPolicy.BASE);
    }

    @Test
    void redirectIsFollowedAtOnceButNotForEver() {
        ReconnectPolicy policy = new ReconnectPolicy(new Random(4));
        Target elsewhere = Target.parse("leader:9");
        for (int i = 0; i < ReconnectPolicy.MAX_REDIRECTS; i++) {
            assertThat(policy.afterRedirect("leader:9", THREE)).isEqualTo(new Attempt(elsewhere, Duration.ZERO));
        }

        Attempt slowed = policy.afterRedirect("leader:9", THREE);

        assertThat(slowed.target()).isEqualTo(elsewhere);
        assertThat(slowed.delay()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void redirectToNowhereCountsAsAFailure() {
        assertThat(THREE)
                .contains(new ReconnectPolicy(new Random(5))
                        .afterRedirect("not an address", THREE)
                        .target());
    }

    @Test
    void paceIsDrawnBetweenItsBoundsAndNeverLongerThanTenMinutes() {
        ReconnectPolicy policy = new ReconnectPolicy(new Random(6));
        for (int i = 0; i < 100; i++) {
            assertThat(pace(policy, 1_000, 4_000)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
            assertThat(pace(policy, 4_000, 1_000)).isEqualTo(Duration.ofSeconds(4));
            assertThat(pace(policy, 0, 4_000_000_000L)).isLessThanOrEqualTo(ReconnectPolicy.MAX_PACE);
        }
    }

    private static Duration pace(ReconnectPolicy policy, long min, long max) {
        return policy.afterPace(Duration.ofMillis(min), Duration.ofMillis(max), THREE)
                .delay();
    }

    @Test
    void targetsAreHostAndPort() {
        assertThat(Target.parse("127.0.0.1:9443")).isEqualTo(new Target("127.0.0.1", 9443));
        assertThat(Target.parse("[fe80::1]:9443")).isEqualTo(new Target("fe80::1", 9443));
        assertThat(Target.parse("[fe80::1]:9443")).hasToString("[fe80::1]:9443");
        for (String wrong :
                List.of("", "host", "host:", ":9", "host:0", "host:65536", "ho st:1", "a:b:1", "http://a:1")) {
            assertThatThrownBy(() -> Target.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("coordinator");
        }
    }
}
