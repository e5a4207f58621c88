package dev.heddle.sim.cluster.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultKindTest {

    @ParameterizedTest
    @EnumSource
    void eachHasANameASentenceAndAShare(FaultKind kind) {
        assertThat(kind.text()).matches("[a-z]+(-[a-z]+)*");
        assertThat(FaultKind.named(kind.text())).contains(kind);
        assertThat(kind.description()).matches("[A-Z].*\\.").hasSizeLessThan(110);
        assertThat(kind.share()).isPositive();
    }

    @Test
    void noTwoSayTheSame() {
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::description)).doesNotHaveDuplicates();
        assertThat(FaultKind.named("no-such-fault")).isEmpty();
    }
}
