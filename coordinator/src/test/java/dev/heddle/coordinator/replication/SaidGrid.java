package dev.heddle.coordinator.replication;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A grid of one map: what agents said. */
final class SaidGrid implements Grid {

    private final Map<String, Cell> said = new TreeMap<>();

    @Override
    public void listen(Listener listener) {}

    @Override
    public CompletionStage<Long> putSaid(String node, Cell cell, long ttlSeconds) {
        Cell after = said.merge(node, cell, (standing, put) -> standing.newerThan(put) ? standing : put);
        return CompletableFuture.completedFuture(after.epoch());
    }

    @Override
    public Collection<Cell> said() {
        return said.values();
    }

    @Override
    public void putReplica(String replica, Cell cell, long ttlSeconds) {}

    @Override
    public Collection<Map.Entry<String, Cell>> replicas() {
        return List.of();
    }

    @Override
    public Set<String> alive() {
        return Set.of();
    }

    @Override
    public CompletionStage<Long> put(Item item, Cell cell) {
        return CompletableFuture.completedFuture(cell.epoch());
    }

    @Override
    public void delete(Item item) {}

    @Override
    public Set<String> keys(Kind kind) {
        return Set.of();
    }

    @Override
    public Collection<Map.Entry<String, Cell>> parts(Kind kind) {
        return List.of();
    }

    @Override
    public long putHead(Cell cell) {
        return cell.epoch();
    }

    @Override
    public Optional<Cell> head() {
        return Optional.empty();
    }

    @Override
    public void want(String replica, Cell cell) {}

    @Override
    public void close() {}
}
