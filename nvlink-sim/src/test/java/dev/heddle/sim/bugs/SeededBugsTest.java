package dev.heddle.sim.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.constant.ConstantDescs;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeededBugsTest {

    static Stream<SeededBug> bugs() {
        return SeededBugs.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void everyBugFindsTheMethodsThatItBreaksAndMakesCodeThatVerifies(SeededBug bug) {
        new BugLoader(bug).loadChanged();
        assertThat(bug.cuts()).isNotEmpty();
        assertThat(bug.breaks()).matches("I[1-8]");
        assertThat(bug.mistake()).endsWith(".");
    }

    @Test
    void thereAreAtLeastSixteenBugsAndNoTwoOfOneName() {
        assertThat(SeededBugs.toBeFound()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(SeededBugs.all().stream().map(SeededBug::name)).doesNotHaveDuplicates();
        assertThat(SeededBugs.named("no-generation")).isPresent();
        assertThat(SeededBugs.named("no-such-bug")).isEmpty();
    }

    @Test
    void aBugWhoseMethodIsGoneFailsLoudly() {
        Cut cut = Site.anywhere(Subject.class.getName(), "gone", ConstantDescs.CD_boolean)
                .cut(Surgery.answers(true));
        SeededBug bug = Site.bug("gone", "It is gone.", "I1", cut);
        assertThatThrownBy(() -> new BugLoader(bug).loadChanged())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no method gone()Z");
    }

    @Test
    void theChangedClassAnswersOtherwiseAndTheOriginalStaysAsItIs() {
        Cut cut = Site.anywhere(Subject.class.getName(), "isSafe", ConstantDescs.CD_boolean)
                .cut(Surgery.answers(false));
        SeededBug bug = Site.bug("unsafe", "It is not safe.", "I1", cut);
        assertThat(new BugLoader(bug).run(Subject.class.getName(), "?")).isEqualTo("? false");
        assertThat(new Subject().apply("?")).isEqualTo("? true");
    }

    /** Something to break. */
    public static final class Subject implements Function<String, String> {

        @Override
        public String apply(String question) {
            return question + " " + isSafe();
        }

        private static boolean isSafe() {
            return true;
        }
    }
}
