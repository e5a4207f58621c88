package dev.heddle.cli.client;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param headers first value of each header, names in lower case
 * @param body what came, an empty object where nothing came
 */
public record Reply(int status, Map<String, String> headers, JsonNode body) {

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** Whether it was done. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** A header, empty where absent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
