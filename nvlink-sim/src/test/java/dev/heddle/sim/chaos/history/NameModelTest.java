package dev.heddle.sim.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.sim.chaos.history.Attempt.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameModelTest {

    private final List<Attempt> attempts = new ArrayList<>();
    private long clock;

    private NameModelTest then(Request request, Answer answer) {
        long call = clock += 10;
        attempts.add(new Attempt(1, "train", request, answer, call, call, call + 5));
        return this;
    }

    private static Request create(String key) {
        return new Request.Create(key);
    }

    private static Answer shown(String uid, String phase) {
        return new Answer.Shown(uid, phase, List.of());
    }

    private List<String> findings() {
        Judge judge = new Judge();
        judge.names(attempts);
        return judge.findings();
    }

    @Test
    void aWholeLifeIsRight() {
        then(create("k"), new Answer.Made("u", false))
                .then(create("other"), new Answer.Taken())
                .then(create("k"), new Answer.Made("u", true))
                .then(new Request.Read(), shown("u", "Ready"))
                .then(new Request.Delete(), new Answer.Ending("u"))
                .then(new Request.Read(), shown("u", "Releasing"))
                .then(new Request.Read(), new Answer.Absent())
                .then(create("k2"), new Answer.Made("u2", false));
        assertThat(findings()).isEmpty();
    }

    @Test
    void anAcknowledgedOneThatIsLostIsFound() {
        then(create("k"), new Answer.Made("u", false)).then(new Request.Read(), new Answer.Absent());
        assertThat(findings()).hasSize(1);
    }

    @Test
    void oneThatIsMadeTwiceIsFound() {
        then(create("k"), new Answer.Made("u", false)).then(create("k"), new Answer.Made("u2", false));
        assertThat(findings()).hasSize(1);
    }

    @Test
    void oneThatComesBackAfterItsEndIsFound() {
        then(create("k"), new Answer.Made("u", false))
                .then(new Request.Delete(), new Answer.Ending("u"))
                .then(new Request.Read(), shown("u", "Ready"));
        assertThat(findings()).hasSize(1);
    }

    @Test
    void whatWasNeverAnsweredMayBeThereOrNot() {
        then(create("k"), new Answer.Unknown("timeout")).then(new Request.Read(), shown("u", "Ready"));
        assertThat(findings()).isEmpty();
        attempts.clear();
        then(create("k"), new Answer.Unknown("timeout")).then(new Request.Read(), new Answer.Absent());
        assertThat(findings()).isEmpty();
    }

    @Test
    void aStaleReadIsRightOnlyBackToItsClientsLastWrite() {
        then(create("k"), new Answer.Made("u", false)).then(new Request.Delete(), new Answer.Ending("u"));
        attempts.add(new Attempt(2, "train", new Request.Read(), shown("u", "Ready"), 40, 15, 45));
        assertThat(findings()).isEmpty();
        attempts.add(new Attempt(2, "train", new Request.Read(), shown("u", "Ready"), 50, 46, 55));
        assertThat(findings()).hasSize(1);
    }
}
