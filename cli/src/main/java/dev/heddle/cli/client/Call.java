package dev.heddle.cli.client;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One request.
 *
 * @param method HTTP method
 * @param path path and query, from the server's root
 * @param body JSON to send
 * @param headers further headers
 */
public record Call(String method, String path, Optional<JsonNode> body, Map<String, String> headers) {

    public Call {
        headers = Map.copyOf(headers);
    }

    /** Reads. */
    public static Call get(String path) {
        return new Call("GET", path, Optional.empty(), Map.of());
    }

    /** Asks for something to be done. */
    public static Call post(String path, JsonNode body) {
        return new Call("POST", path, Optional.of(body), Map.of());
    }

    /** Removes. */
    public static Call delete(String path) {
        return new Call("DELETE", path, Optional.empty(), Map.of());
    }

    /** The same with one header more. */
    public Call with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Call(method, path, body, more);
    }
}
