package dev.heddle.coordinator.api.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The part of a list that a page shows. Every row is offered and counted; only those on the page are worked out.
 *
 * @param <T> rows
 */
public final class Window<T> {

    private final int offset;
    private final int limit;
    private final List<T> rows = new ArrayList<>();
    private int total;

    /**
     * A page of {@code limit} rows after {@code offset} others.
     */
    public Window(int offset, int limit) {
        this.offset = offset;
        this.limit = limit;
    }

    /** The next row of the list. */
    public void offer(Supplier<T> row) {
        if (total >= offset && rows.size() < limit) {
            rows.add(row.get());
        }
        total++;
    }

    /** Rows of the page. */
    public List<T> rows() {
        return List.copyOf(rows);
    }

    /** Rows of the whole list. */
    public int total() {
        return total;
    }

    /** Whether there is more after this page. */
    public boolean more() {
        return offset + rows.size() < total;
    }

    /** Where the next page begins. */
    public int next() {
        return offset + rows.size();
    }
}
