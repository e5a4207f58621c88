package dev.heddle.coordinator.api;

import dev.heddle.coordinator.api.dto.VerdictDto;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Why a request was not done, with what to do about it.
 *
 * @param status HTTP status
 * @param code CamelCase code that programs can tell problems by
 * @param detail one sentence for people
 * @param errors what is wrong with which field
 * @param verdicts where it was about room: each clique's verdict
 * @param retryAfterSeconds after which it may be asked again; empty = asking again does not help
 */
record Problem(
        HttpStatus status,
        String code,
        String detail,
        List<FieldError> errors,
        List<VerdictDto> verdicts,
        OptionalInt retryAfterSeconds) {

    Problem {
        errors = List.copyOf(errors);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * What is wrong with a field.
     *
     * @param field the field, header or parameter
     * @param message what is wrong
     * @param fix what to write instead
     */
    record FieldError(String field, String message, String fix) {}

    static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), List.of(), OptionalInt.empty());
    }

    /** A request that is wrong in one field. */
    static Problem field(String code, String field, String message, String fix) {
        return of(HttpStatus.BAD_REQUEST, code, field + " " + message + ".").with(new FieldError(field, message, fix));
    }

    static Problem notFound(String what, String name) {
        return of(HttpStatus.NOT_FOUND, "NotFound", "There is no " + what + " " + name + ".");
    }

    Problem with(FieldError error) {
        List<FieldError> more = new ArrayList<>(errors);
        more.add(error);
        return new Problem(status, code, detail, more, verdicts, retryAfterSeconds);
    }

    Problem withVerdicts(List<VerdictDto> all) {
        return new Problem(status, code, detail, errors, all, retryAfterSeconds);
    }

    Problem retryAfter(int seconds) {
        return new Problem(status, code, detail, errors, verdicts, OptionalInt.of(seconds));
    }

    /** To be thrown where a request ends. */
    ProblemException thrown() {
        return new ProblemException(this);
    }

    /** As RFC 9457 writes it. */
    ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        extend(body, code, errors);
        if (!verdicts.isEmpty()) {
            body.setProperty("verdicts", verdicts);
        }
        return body;
    }

    static void extend(ProblemDetail body, String code, List<FieldError> errors) {
        body.setType(URI.create("/problems/" + kebab(code)));
        body.setProperty("code", code);
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Ends a request with a problem. */
    static final class ProblemException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        ProblemException(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
