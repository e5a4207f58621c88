package dev.heddle.coordinator.replication;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** The replicas' common memory on Hazelcast. */
final class HazelcastGrid implements Grid {

    /** How long it is remembered that a thing has gone. */
    static final long GONE_SECONDS = 60;

    private static final String HEAD = "head";
    private static final String SAID = "observations";
    private static final String REPLICAS = "replicas";
    private static final String WANTS = "wants";

    private final HazelcastInstance hazelcast;

    private HazelcastGrid(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /** Starts this replica's member. Takes seconds. */
    static HazelcastGrid open(ReplicationSettings settings, String replica) {
        return new HazelcastGrid(Hazelcast.newHazelcastInstance(GridConfig.of(settings, replica)));
    }

    @Override
    public void listen(Listener listener) {
        for (Kind kind : Kind.values()) {
            onChange(kind.mapName(), (key, cell) -> listener.part(new Item(kind, key), cell));
        }
        onChange(HEAD, (key, cell) -> listener.head(cell));
        onChange(SAID, (key, cell) -> listener.said(cell));
        onChange(WANTS, (key, cell) -> listener.wanted());
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                listener.shaken();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                listener.shaken();
            }
        });
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                listener.shaken();
            }
        });
    }

    private void onChange(String map, BiConsumer<String, Cell> consumer) {
        map(map).addEntryListener(new Changes(consumer), true);
    }

    /** Cells added, updated or merged. */
    private record Changes(BiConsumer<String, Cell> consumer)
            implements EntryAddedListener<String, Cell>,
                    EntryUpdatedListener<String, Cell>,
                    EntryMergedListener<String, Cell> {

        @Override
        public void entryAdded(EntryEvent<String, Cell> event) {
            consumer.accept(event.getKey(), event.getValue());
        }

        @Override
        public void entryUpdated(EntryEvent<String, Cell> event) {
            consumer.accept(event.getKey(), event.getValue());
        }

        @Override
        public void entryMerged(EntryEvent<String, Cell> event) {
            consumer.accept(event.getKey(), event.getValue());
        }
    }

    @Override
    public CompletionStage<Long> put(Item item, Cell cell) {
        return map(item.kind().mapName())
                .submitToKey(item.key(), new PutIfNewer(cell, cell.isGone() ? GONE_SECONDS : 0));
    }

    @Override
    public void delete(Item item) {
        map(item.kind().mapName()).delete(item.key());
    }

    @Override
    public Set<String> keys(Kind kind) {
        return map(kind.mapName()).keySet();
    }

    @Override
    public Collection<Map.Entry<String, Cell>> parts(Kind kind) {
        return map(kind.mapName()).entrySet();
    }

    @Override
    public long putHead(Cell cell) {
        return map(HEAD).executeOnKey(HEAD, new PutIfNewer(cell, 0));
    }

    @Override
    public Optional<Cell> head() {
        return Optional.ofNullable(map(HEAD).get(HEAD));
    }

    @Override
    public CompletionStage<Long> putSaid(String node, Cell cell, long ttlSeconds) {
        return map(SAID).submitToKey(node, new PutIfNewer(cell, ttlSeconds));
    }

    @Override
    public Collection<Cell> said() {
        return map(SAID).values();
    }

    @Override
    public void want(String replica, Cell cell) {
        map(WANTS).set(replica, cell);
    }

    @Override
    public void putReplica(String replica, Cell cell, long ttlSeconds) {
        map(REPLICAS).executeOnKey(replica, new PutIfNewer(cell, ttlSeconds));
    }

    @Override
    public Collection<Map.Entry<String, Cell>> replicas() {
        return map(REPLICAS).entrySet();
    }

    @Override
    public Set<String> alive() {
        Set<String> names = new TreeSet<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            String name = member.getAttribute(GridConfig.REPLICA);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private IMap<String, Cell> map(String name) {
        return hazelcast.getMap(name);
    }

    /** At once: what this member held has a backup, and all of it can be made again. */
    @Override
    public void close() {
        hazelcast.getLifecycleService().terminate();
    }
}
