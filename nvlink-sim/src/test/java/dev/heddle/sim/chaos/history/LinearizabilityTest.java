package dev.heddle.sim.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.chaos.history.Linearizability.Verdict;
import dev.heddle.sim.chaos.history.LockModel.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {

    private static Timed<Step> timed(long call, long end, Step step) {
        return new Timed<>(call, end, step);
    }

    private static Timed<Step> acquire(long call, long end, String uid) {
        return timed(call, end, new Step.Acquire(uid));
    }

    private static Timed<Step> release(long call, long end, String uid) {
        return timed(call, end, new Step.Release(uid));
    }

    private static Timed<Step> holds(long call, long end, String uid) {
        return timed(call, end, new Step.Holds(uid));
    }

    @SafeVarargs
    private static Verdict decide(Timed<Step>... history) {
        return Linearizability.decide(new LockModel(), List.of(history));
    }

    @Test
    void oneAfterTheOtherIsRight() {
        assertThat(decide(
                        acquire(0, 1, "a"), holds(2, 3, "a"), release(4, 5, "a"), acquire(6, 7, "b"), holds(8, 9, "b")))
                .isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void twoHoldersAtOnceAreFound() {
        assertThat(decide(acquire(0, 1, "a"), acquire(0, 2, "b"), holds(3, 4, "a"), holds(3, 4, "b")))
                .isEqualTo(Verdict.IMPOSSIBLE);
    }

    @Test
    void aHolderIsFoundThatWasGoneBefore() {
        assertThat(decide(
                        acquire(0, 1, "a"),
                        release(2, 3, "a"),
                        acquire(4, 5, "b"),
                        holds(6, 7, "a"),
                        release(8, 9, "b")))
                .isEqualTo(Verdict.IMPOSSIBLE);
    }

    @Test
    void whatOverlapsMayHaveHappenedInAnyOrder() {
        assertThat(decide(acquire(0, 10, "b"), holds(0, 10, "a"), release(0, 10, "a"), acquire(0, 10, "a")))
                .isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void anUnansweredReleaseMayHaveHappened() {
        assertThat(decide(acquire(0, 1, "a"), release(2, Timed.NEVER, "a"), acquire(3, 4, "b")))
                .isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void anUnansweredReleaseNeedNotHaveHappened() {
        assertThat(decide(acquire(0, 1, "a"), release(2, Timed.NEVER, "a"), holds(3, 4, "a")))
                .isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void nothingHappensBeforeItsCall() {
        assertThat(decide(acquire(0, 1, "a"), acquire(2, 3, "b"), release(4, Timed.NEVER, "a")))
                .isEqualTo(Verdict.IMPOSSIBLE);
    }

    /** Histories made by a lock are right; the same with one holder swapped are not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void historiesOfARealLockAreRightAndForgedOnesAreNot(long seed) {
        Random random = new Random(seed);
        List<Timed<Step>> history = made(random);
        assertThat(Linearizability.decide(new LockModel(), history))
                .as("seed %d", seed)
                .isEqualTo(Verdict.LINEARIZABLE);
        history.add(holds(0, Integer.MAX_VALUE, "nobody"));
        assertThat(Linearizability.decide(new LockModel(), history))
                .as("seed %d", seed)
                .isEqualTo(Verdict.IMPOSSIBLE);
    }

    /** Each takes effect at a point of its own; calls and ends lie around it, so that neighbours overlap. */
    private static List<Timed<Step>> made(Random random) {
        List<Timed<Step>> history = new ArrayList<>();
        Optional<String> holder = Optional.empty();
        for (int point = 10; point < 2000; point += 10) {
            String uid = "u" + point;
            Step step = holder.<Step>map(held -> random.nextBoolean() ? new Step.Holds(held) : new Step.Release(held))
                    .orElse(new Step.Acquire(uid));
            history.add(timed(point - random.nextInt(25), point + random.nextInt(25), step));
            holder = new LockModel().step(holder, step).orElseThrow();
        }
        Collections.shuffle(history, random);
        return history;
    }
}
