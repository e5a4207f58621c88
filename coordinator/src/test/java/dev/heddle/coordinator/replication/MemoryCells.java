package dev.heddle.coordinator.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The maps without a grid. What is written is noted as news, which a test carries to standbys as it likes. */
final class MemoryCells implements Cells {

    /**
     * News of something written.
     *
     * @param item what; empty = a head
     * @param cell its cell
     */
    record News(Optional<Item> item, Cell cell) {}

    final List<News> news = new ArrayList<>();
    int wanted;
    private final Map<Kind, Map<String, Cell>> maps = new EnumMap<>(Kind.class);
    private Optional<Cell> head = Optional.empty();

    MemoryCells() {
        for (Kind kind : Kind.values()) {
            maps.put(kind, new TreeMap<>());
        }
    }

    @Override
    public CompletionStage<Long> put(Item item, Cell cell) {
        Cell standing = map(item.kind()).get(item.key());
        if (standing != null && standing.version().compareTo(cell.version()) > 0) {
            return CompletableFuture.completedFuture(standing.epoch());
        }
        map(item.kind()).put(item.key(), cell);
        news.add(new News(Optional.of(item), cell));
        return CompletableFuture.completedFuture(cell.epoch());
    }

    @Override
    public void delete(Item item) {
        map(item.kind()).remove(item.key());
    }

    @Override
    public Set<String> keys(Kind kind) {
        return Set.copyOf(map(kind).keySet());
    }

    @Override
    public Collection<Map.Entry<String, Cell>> parts(Kind kind) {
        return map(kind).entrySet();
    }

    @Override
    public long putHead(Cell cell) {
        if (head.isPresent() && head.get().version().compareTo(cell.version()) > 0) {
            return head.get().epoch();
        }
        head = Optional.of(cell);
        news.add(new News(Optional.empty(), cell));
        return cell.epoch();
    }

    @Override
    public Optional<Cell> head() {
        return head;
    }

    @Override
    public void want(String replica, Cell cell) {
        wanted++;
    }

    /** Loses what it held of one thing. */
    void lose(Item item) {
        map(item.kind()).remove(item.key());
    }

    private Map<String, Cell> map(Kind kind) {
        return maps.computeIfAbsent(kind, key -> new TreeMap<>());
    }
}
