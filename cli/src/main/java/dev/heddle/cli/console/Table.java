package dev.heddle.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, three blanks apart, without lines: made to be read, cut and grepped. */
public final class Table {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    public Table(List<String> titles) {
        columns = titles.size();
        rows.add(List.copyOf(titles));
    }

    /** Adds a row; an empty cell is shown as a dash. */
    public Table row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns + " columns");
        }
        rows.add(cells.stream().map(cell -> cell.isEmpty() ? "-" : cell).toList());
        return this;
    }

    /** The whole table, title line first. */
    public String render(Paint paint) {
        int[] widths = widths(new int[columns]);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths, i == 0 ? Paint.NONE : paint)).append('\n');
        }
        return text.toString();
    }

    /** The width of each column, none below {@code least}. */
    public int[] widths(int[] least) {
        int[] widths = least.clone();
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    /** One line of cells in columns of these widths, without a line break. */
    public static String line(List<String> cells, int[] widths, Paint paint) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i).isEmpty() ? "-" : cells.get(i);
            line.append(i == 0 ? "" : GAP).append(paint.state(cell));
            if (i < cells.size() - 1) {
                line.repeat(' ', Math.max(0, widths[i] - length(cell)));
            }
        }
        return line.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
