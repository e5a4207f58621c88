package dev.heddle.cli.client;

import static dev.heddle.cli.client.Json.text;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Turns a problem+json answer into the sentences and the exit code that a person gets. */
public final class Problems {

    /** Field errors shown at most; the rest is counted. */
    static final int FIELDS_SHOWN_MAX = 5;

    private Problems() {}

    /** The failure that an answer means. */
    public static CommandFailure failure(Reply reply) {
        return new CommandFailure(exitCode(reply), message(reply));
    }

    private static int exitCode(Reply reply) {
        return switch (reply.status()) {
            case 404 -> ExitCode.NOT_FOUND;
            case 502, 503, 504 -> ExitCode.UNAVAILABLE;
            case 422 -> text(reply.body(), "code").equals("Unplaceable") ? ExitCode.UNPLACEABLE : ExitCode.ERROR;
            default -> ExitCode.ERROR;
        };
    }

    private static String message(Reply reply) {
        List<JsonNode> errors = Json.items(reply.body(), "errors");
        if (!errors.isEmpty()) {
            return fields(errors);
        }
        String detail = text(reply.body(), "detail");
        String title = text(reply.body(), "title");
        if (!detail.isEmpty()) {
            return sentence(detail) + fix(reply.body());
        }
        if (reply.status() == 401 || reply.status() == 403) {
            return "The coordinator refused the token: give the right one with --token-file.";
        }
        return "The coordinator answered " + reply.status() + (title.isEmpty() ? "" : " " + title) + ".";
    }

    private static String fields(List<JsonNode> errors) {
        List<String> lines = new ArrayList<>();
        for (JsonNode error : errors.subList(0, Math.min(errors.size(), FIELDS_SHOWN_MAX))) {
            String field = text(error, "field");
            lines.add(about(field, sentence(text(error, "message"))) + fix(error));
        }
        if (errors.size() > FIELDS_SHOWN_MAX) {
            lines.add("and " + (errors.size() - FIELDS_SHOWN_MAX) + " more.");
        }
        return String.join("\n       ", lines);
    }

    /** A message that goes on from the field's name, such as "must be", is left to do so. */
    private static String about(String field, String message) {
        boolean goesOn = message.matches("(is|are|must|has|have|cannot|needs|may) .*");
        return field.isEmpty() ? message : field + (goesOn ? " " : ": ") + message;
    }

    private static String fix(JsonNode error) {
        String fix = text(error, "fix");
        return fix.isEmpty() ? "" : " " + sentence(Character.toUpperCase(fix.charAt(0)) + fix.substring(1));
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") || text.endsWith("!") ? text : text + ".";
    }
}
