package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static CommandFailure failure(int status, String body) {
        return Problems.failure(new Reply(status, Map.of(), Json.read(body)));
    }

    @Test
    void eachFieldIsNamedWithItsFix() {
        CommandFailure failure = failure(400, """
            {"title":"Bad Request","detail":"2 fields are wrong","errors":[
              {"field":"nodes","message":"must be at least 1","fix":"give 1 or more"},
              {"field":"name","message":"must be a DNS label.","fix":""}]}""");
        assertThat(failure.message())
                .isEqualTo("nodes must be at least 1. Give 1 or more.\n       name must be a DNS label.");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void theDetailIsASentence() {
        assertThat(failure(409, "{\"detail\":\"train-1 exists\"}").message()).isEqualTo("train-1 exists.");
    }

    @Test
    void exitCodesTellWhatKindOfFailureItIs() {
        assertThat(failure(404, "{}").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(failure(503, "{}").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(failure(422, "{\"code\":\"Unplaceable\"}").exitCode()).isEqualTo(ExitCode.UNPLACEABLE);
        assertThat(failure(422, "{\"code\":\"Other\"}").exitCode()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void anAnswerThatIsNoProblemDocumentStillSaysSomething() {
        assertThat(failure(500, "<html>").message()).isEqualTo("The coordinator answered 500.");
        assertThat(failure(401, "").message()).contains("--token-file");
    }
}
