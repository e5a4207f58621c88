package dev.heddle.coordinator.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body that is not as it should be. */
final class BodyProblems {

    static final Problem TOO_LARGE = Problem.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "BodyTooLarge",
                    "The body is larger than " + BodyLimitFilter.MAX_BODY_BYTES + " bytes.")
            .with(new Problem.FieldError("body", "is too large", "send less"));

    private BodyProblems() {}

    static Problem of(HttpMessageNotReadableException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.BodyTooLargeException) {
                return TOO_LARGE;
            }
            if (cause instanceof JacksonException json) {
                Problem problem = of(json);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return Problem.field("MissingBody", "body", "is absent or cannot be read", "send a JSON object");
    }

    private static @Nullable Problem of(JacksonException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException unknown ->
                Problem.field(
                        "UnknownField",
                        field(unknown),
                        "is not a field of this resource",
                        "leave it out; the fields are " + names(unknown.getKnownPropertyIds()));
            case MismatchedInputException mismatch ->
                Problem.field(
                        "WrongType", field(mismatch), "has the wrong type", "write " + type(mismatch.getTargetType()));
            case InputCoercionException coercion ->
                Problem.field(
                        "OutOfRange",
                        field(coercion),
                        "is too large a number",
                        "write " + type(coercion.getTargetType()));
            case StreamReadException malformed ->
                Problem.field(
                        "MalformedJson",
                        "body",
                        "is not JSON",
                        "look at line " + malformed.getLocation().getLineNr() + ", column "
                                + malformed.getLocation().getColumnNr());
            default -> null;
        };
    }

    private static String names(java.util.@Nullable Collection<Object> names) {
        return names == null
                ? ""
                : names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String field(JacksonException thrown) {
        List<JacksonException.Reference> path = thrown.getPath();
        String name = path.stream()
                .map(reference -> reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : reference.getPropertyName())
                .collect(Collectors.joining("."));
        return name.isEmpty() ? "body" : name;
    }

    private static String type(@Nullable Class<?> type) {
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number without quotes";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type == String.class ? "text in double quotes" : "a JSON object";
    }
}
