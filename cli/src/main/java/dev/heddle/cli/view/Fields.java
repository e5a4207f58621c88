package dev.heddle.cli.view;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values one a line, values aligned; empty values are left out. */
final class Fields {

    private final Map<String, String> fields = new LinkedHashMap<>();

    Fields add(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    String render() {
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name)
                .append(':')
                .repeat(' ', width - name.length() + 2)
                .append(value)
                .append('\n'));
        return text.toString();
    }
}
