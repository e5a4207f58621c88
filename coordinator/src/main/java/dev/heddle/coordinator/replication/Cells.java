package dev.heddle.coordinator.replication;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where the leader puts cells and standbys find them. */
public interface Cells {

    /**
     * Begins to write a part, unless a newer one stands there.
     *
     * @return epoch of what stands there then
     */
    CompletionStage<Long> put(Item item, Cell cell);

    /** Takes a part out without remembering that it has gone. */
    void delete(Item item);

    /** Keys of the parts of one kind. */
    Set<String> keys(Kind kind);

    /** Parts of one kind. */
    Collection<Map.Entry<String, Cell>> parts(Kind kind);

    /**
     * Writes the leader's word on the whole, unless a newer one stands there.
     *
     * @return epoch of what stands there now
     */
    long putHead(Cell cell);

    /** The newest word on the whole. */
    Optional<Cell> head();

    /** Asks the leader to write everything anew. */
    void want(String replica, Cell cell);
}
