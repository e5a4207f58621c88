package dev.heddle.cli.view;

import dev.heddle.cli.client.Json;
import dev.heddle.cli.console.Paint;
import dev.heddle.cli.console.Table;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Prints things of one kind.
 *
 * @param kind what they are
 * @param output in which shape
 * @param now the time that ages count from
 * @param paint colours
 */
public record Listing(Kind kind, Output output, Instant now, Paint paint) {

    /** Rows, without the page around them. */
    public String rows(List<JsonNode> rows) {
        if (output == Output.name) {
            return String.join(
                    "", rows.stream().map(row -> kind.title(row) + "\n").toList());
        }
        return rows.isEmpty() ? "" : table(rows).render(paint);
    }

    /** A whole list as it came, or one thing. */
    public static String document(JsonNode document, Output output) {
        return output == Output.yaml ? yaml(document) : Json.pretty(document);
    }

    /** The titles of the columns. */
    public List<String> titles() {
        return shown().stream().map(Column::title).toList();
    }

    /** The cells of one row. */
    public List<String> cells(JsonNode row) {
        return shown().stream().map(column -> column.cell().apply(row, now)).toList();
    }

    private Table table(List<JsonNode> rows) {
        Table table = new Table(titles());
        rows.forEach(row -> table.row(cells(row)));
        return table;
    }

    private List<Column> shown() {
        return Columns.forKind(kind).stream()
                .filter(column -> output == Output.wide || !column.wide())
                .toList();
    }

    private static String yaml(JsonNode document) {
        return YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .build()
                .writeValueAsString(document);
    }
}
