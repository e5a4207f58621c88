package dev.heddle.coordinator.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure of a request as a problem with a code and, where there is one, a field and its fix. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Problem.ProblemException thrown) {
        Problem problem = thrown.problem();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
        problem.retryAfterSeconds()
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        return answer.body(problem.body());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fault(Exception fault, WebRequest request) {
        LOG.atError()
                .setCause(fault)
                .addKeyValue("request", request.getDescription(false))
                .log("request failed");
        return problem(Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Internal",
                        "A fault of this program; its log says more. Nothing is known to have changed.")
                .thrown());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            return null;
        }
        Problem problem = problem(thrown, status);
        ProblemDetail detail = problem.body();
        return new ResponseEntity<>(detail, headers, problem.status());
    }

    private static Problem problem(Exception thrown, HttpStatusCode status) {
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> BodyProblems.of(unreadable);
            case HttpMediaTypeNotSupportedException type ->
                Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", "The body is not JSON.")
                        .with(new Problem.FieldError(
                                HttpHeaders.CONTENT_TYPE,
                                "is " + (type.getContentType() == null ? "absent" : type.getContentType()),
                                "send application/json"));
            case HttpRequestMethodNotSupportedException method ->
                Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "MethodNotAllowed",
                        method.getMethod() + " means nothing here; use one of "
                                + List.of(
                                        method.getSupportedMethods() == null
                                                ? new String[0]
                                                : method.getSupportedMethods())
                                + ".");
            case MethodArgumentTypeMismatchException mismatch ->
                Problem.field(
                        "InvalidParameter",
                        mismatch.getName(),
                        "cannot be read",
                        "give a " + type(mismatch.getRequiredType()));
            case MissingRequestValueException missing ->
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "MissingParameter",
                        "A parameter or header is missing: " + missing.getMessage());
            default -> byStatus(HttpStatus.resolve(status.value()));
        };
    }

    private static String type(@Nullable Class<?> type) {
        return type == null
                ? "value of the right type"
                : type == boolean.class || type == Boolean.class
                        ? "true or false"
                        : type == String.class ? "text" : "whole number";
    }

    static Problem byStatus(@Nullable HttpStatus status) {
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        return switch (known) {
            case NOT_FOUND ->
                Problem.of(
                        known, "NotFound", "There is nothing at this address; /v3/api-docs.yaml lists what there is.");
            case METHOD_NOT_ALLOWED -> Problem.of(known, "MethodNotAllowed", "That method means nothing here.");
            case NOT_ACCEPTABLE ->
                Problem.of(known, "NotAcceptable", "Answers are application/json; accept that or leave it out.");
            case CONTENT_TOO_LARGE -> BodyProblems.TOO_LARGE;
            default ->
                known.is4xxClientError()
                        ? Problem.of(known, "BadRequest", "The request cannot be understood.")
                        : Problem.of(known, "Internal", "A fault of this program; its log says more.");
        };
    }
}
