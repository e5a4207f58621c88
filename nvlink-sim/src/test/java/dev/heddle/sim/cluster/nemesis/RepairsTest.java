package dev.heddle.sim.cluster.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairsTest {

    private final VirtualTime time = new VirtualTime(1);
    private final Repairs repairs = new Repairs(time);
    private final List<String> mended = new ArrayList<>();

    @Test
    void mendsWhenItIsTime() {
        repairs.after(Duration.ofSeconds(2), "mend", () -> mended.add("later"));
        repairs.after(Duration.ofSeconds(1), "mend", () -> mended.add("sooner"));
        time.run(Duration.ofSeconds(1));
        assertThat(mended).containsExactly("sooner");
        assertThat(repairs.open()).isEqualTo(1);
        time.run(Duration.ofSeconds(1));
        assertThat(mended).containsExactly("sooner", "later");
    }

    @Test
    void mendsEverythingOnceAndInOrder() {
        repairs.after(Duration.ofSeconds(2), "mend", () -> mended.add("first"));
        repairs.after(Duration.ofSeconds(1), "mend", () -> mended.add("second"));
        repairs.now();
        time.run(Duration.ofSeconds(5));
        assertThat(mended).containsExactly("first", "second");
        assertThat(repairs.open()).isZero();
    }
}
