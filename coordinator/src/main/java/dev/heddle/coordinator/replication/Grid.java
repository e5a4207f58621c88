package dev.heddle.coordinator.replication;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The replicas' common memory. It may lose, repeat or resurrect what it is given: never the truth. Methods block for
 * as long as the grid takes and throw a {@link RuntimeException} when it is in trouble.
 */
public interface Grid extends Cells, AutoCloseable {

    /** Told of what changes in the grid. Methods must return at once. */
    interface Listener {

        /** A part of the image. */
        void part(Item item, Cell cell);

        /** A leader's word on the whole. */
        void head(Cell cell);

        /** What a replica's agent said. */
        void said(Cell cell);

        /** A standby lacks something. */
        void wanted();

        /** A member came or went, or a partition healed: something may be lost. */
        void shaken();
    }

    /** Starts to listen. */
    void listen(Listener listener);

    /**
     * Begins to hand over what a node's agent said; with a time to live above 0, it is only news.
     *
     * @return see {@link #put}
     */
    CompletionStage<Long> putSaid(String node, Cell cell, long ttlSeconds);

    /** Everything that agents said to replicas that did not lead. */
    Collection<Cell> said();

    /** Says how this replica is doing. */
    void putReplica(String replica, Cell cell, long ttlSeconds);

    /** How the replicas are doing, by name. */
    Collection<Map.Entry<String, Cell>> replicas();

    /** Names of the replicas whose members are alive as far as this one can tell. */
    Set<String> alive();

    /** Leaves it at once. */
    @Override
    void close();
}
