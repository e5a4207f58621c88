package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.health.DomainRollup;
import dev.heddle.coordinator.health.DomainState;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.CliqueRoom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ledger unit in an image: its record, what its agents say, and what follows from both. Immutable; what follows is
 * worked out when first asked for.
 */
public final class UnitState {

    private final UnitRecord unit;
    private final long version;
    private final long epoch;
    private final DomainState state;
    private final SortedMap<NodeName, NodeView> views;
    private final RecordIndex index;

    // Worked out on demand; a race works it out twice to the same end.
    private volatile @Nullable List<CliqueRoom> rooms;
    private volatile @Nullable DomainRollup rollup;

    private UnitState(
            UnitRecord unit, long version, long epoch, DomainState state, SortedMap<NodeName, NodeView> views) {
        this.unit = unit;
        this.version = version;
        this.epoch = epoch;
        this.state = state;
        this.views = views;
        this.index = new RecordIndex(unit);
    }

    /** The same record, otherwise looked at. */
    private UnitState(UnitState record, DomainState state, SortedMap<NodeName, NodeView> views) {
        this.unit = record.unit;
        this.version = record.version;
        this.epoch = record.epoch;
        this.state = state;
        this.views = views;
        this.index = record.index;
    }

    /**
     * A unit of which nothing is heard yet.
     *
     * @param unit its record
     * @param version the record's version
     * @param epoch epoch that wrote the record
     */
    public static UnitState loaded(UnitRecord unit, long version, long epoch) {
        return new UnitState(unit, version, epoch, DomainState.UNREACHABLE, new TreeMap<>());
    }

    /** Its record. */
    public UnitRecord unit() {
        return unit;
    }

    /** Version of its record. */
    public long version() {
        return version;
    }

    /** Epoch that wrote its record. */
    public long epoch() {
        return epoch;
    }

    /** State of its NVLink domain. */
    public DomainState state() {
        return state;
    }

    /** What its nodes' agents say, by node; nodes never heard are absent. */
    public SortedMap<NodeName, NodeView> views() {
        return Collections.unmodifiableSortedMap(views);
    }

    /** What one of its nodes' agents says. */
    public Optional<NodeView> view(NodeName node) {
        return Optional.ofNullable(views.get(node));
    }

    /** Whether every one of its nodes has spoken to this leader. */
    public boolean everyNodeHeard() {
        return views.size() == unit.nodes().size();
    }

    /** Room in its cliques, under the epoch that wrote its record. */
    public List<CliqueRoom> rooms() {
        List<CliqueRoom> known = rooms;
        if (known == null) {
            known = Rooms.of(this);
            rooms = known;
        }
        return known;
    }

    /** Counts that its domain's state follows from. */
    public DomainRollup rollup() {
        DomainRollup known = rollup;
        if (known == null) {
            known = Rollups.of(this);
            rollup = known;
        }
        return known;
    }

    /** The grant that holds a GPU. */
    public Optional<UnitGrant> holder(GpuUuid gpu) {
        return index.holder(gpu);
    }

    /** GPUs of its largest node. */
    int mostGpus() {
        return index.mostGpus();
    }

    /** The node list of the IMEX domain of one of its nodes. */
    List<ImexNode> imexNodes(UnitNode of) {
        return index.imexNodes(of);
    }

    UnitState written(UnitRecord record, long newVersion, long writer) {
        SortedMap<NodeName, NodeView> kept = new TreeMap<>(views);
        kept.keySet().retainAll(record.nodes().keySet());
        return new UnitState(record, newVersion, writer, state, kept);
    }

    UnitState observed(NodeView view) {
        SortedMap<NodeName, NodeView> changed = new TreeMap<>(views);
        changed.put(view.node(), view);
        return new UnitState(this, state, changed);
    }

    UnitState moved(DomainState next) {
        return new UnitState(this, next, views);
    }
}
