package dev.heddle.cli.view;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * One column of a table.
 *
 * @param title its heading
 * @param wide whether only {@code -o wide} shows it
 * @param cell what it shows of a row, at a time
 */
record Column(String title, boolean wide, BiFunction<JsonNode, Instant, String> cell) {

    static Column of(String title, Function<JsonNode, String> cell) {
        return new Column(title, false, (row, now) -> cell.apply(row));
    }

    static Column timed(String title, BiFunction<JsonNode, Instant, String> cell) {
        return new Column(title, false, cell);
    }

    static Column wide(String title, Function<JsonNode, String> cell) {
        return new Column(title, true, (row, now) -> cell.apply(row));
    }

    /** The same, shown by {@code -o wide} alone. */
    Column onlyWide() {
        return new Column(title, true, cell);
    }
}
