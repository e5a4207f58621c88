package dev.heddle.sim.control;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request.
 *
 * @param method HTTP method
 * @param uri what it asks for
 * @param body its body
 * @param json reads the body
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Call(String method, URI uri, byte[] body, JsonMapper json) {

    /** The parts of its path. */
    List<String> path() {
        return Arrays.stream(uri.getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Its body. */
    <T> T read(Class<T> type) {
        return json.readValue(body, type);
    }

    /** A parameter of its query. */
    Optional<String> parameter(String name) {
        String query = Optional.ofNullable(uri.getQuery()).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst();
    }
}
