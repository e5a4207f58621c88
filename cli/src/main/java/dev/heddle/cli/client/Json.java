package dev.heddle.cli.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, read leniently: a field that a coordinator leaves out counts as empty. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** Reads a document; what is not JSON counts as an empty object. */
    public static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node.isMissingNode() ? object() : node;
        } catch (JacksonException e) {
            return object();
        }
    }

    /** Reads a document; what is not JSON counts as an empty object. */
    public static JsonNode read(String text) {
        return read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Indented text that ends in a line break. */
    public static String pretty(JsonNode node) {
        return MAPPER.writeValueAsString(node) + "\n";
    }

    /** One line, for a request's body. */
    public static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The value at this path of field names as text, empty where it is absent, null or no scalar. */
    public static String text(JsonNode node, String... path) {
        return at(node, path).asString("");
    }

    /** The number at this path, 0 where there is none. */
    public static long number(JsonNode node, String... path) {
        return at(node, path).asLong(0);
    }

    /** Whether there is a true at this path. */
    public static boolean flag(JsonNode node, String... path) {
        return at(node, path).asBoolean(false);
    }

    /** Whether there is anything at this path. */
    public static boolean has(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return !found.isMissingNode() && !found.isNull();
    }

    /** The elements of the array at this path, none where there is no array. */
    public static List<JsonNode> items(JsonNode node, String... path) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode found = at(node, path);
        if (found.isArray()) {
            found.forEach(items::add);
        }
        return items;
    }

    /** The array at this path as texts. */
    public static List<String> texts(JsonNode node, String... path) {
        return items(node, path).stream().map(item -> item.asString("")).toList();
    }

    private static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String field : path) {
            found = found.path(field);
        }
        return found;
    }
}
