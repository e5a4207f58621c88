package dev.heddle.coordinator.api.dto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list; every page of a list shows the same image.
 *
 * @param items the rows
 * @param image version of the image, {@code <epoch>.<sequence>}
 * @param nextPage token of the next page; absent = this is the last
 * @param total rows of all pages
 */
public record Page<T>(List<T> items, String image, @Nullable String nextPage, int total) {

    /** Copies the rows. */
    public Page {
        items = List.copyOf(items);
    }
}
