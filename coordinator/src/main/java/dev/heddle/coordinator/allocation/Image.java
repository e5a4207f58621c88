package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole fabric at one version: what every replica serves reads from. Immutable; versions share what did not change.
 *
 * @param version its version
 * @param cluster identity of the ledger it comes from
 * @param units ledger units
 * @param homes unit of each adopted node
 * @param strangers nodes heard that belong to no unit yet
 * @param gpus node of each adopted GPU
 * @param clusters unit of each NVLink domain
 * @param computeDomains ComputeDomains
 * @param names uid of each ComputeDomain's name
 * @param schedule ComputeDomains whose time comes
 * @param notes the event feed, newest last, at most {@link #MAX_NOTES}
 * @param unreadable records that this program cannot read, with the reason, by kind and id
 */
public record Image(
        ImageVersion version,
        ClusterId cluster,
        PersistentMap<UnitId, UnitState> units,
        PersistentMap<NodeName, UnitId> homes,
        PersistentMap<NodeName, NodeView> strangers,
        PersistentMap<GpuUuid, NodeName> gpus,
        PersistentMap<ClusterUuid, UnitId> clusters,
        PersistentMap<ComputeDomainUid, ComputeDomainState> computeDomains,
        PersistentMap<ComputeDomainName, ComputeDomainUid> names,
        Schedule schedule,
        PersistentMap<ImageVersion, Note> notes,
        PersistentMap<String, String> unreadable) {

    /** Lines of the event feed that are kept. */
    public static final int MAX_NOTES = 2_000;

    private static final String UNIT_RECORD = "UNIT/";

    /** Adopted nodes: half as many again as the largest fleet has; a further one is not adopted. */
    public static final int MAX_NODES = 150_000;

    /** Nodes heard and not adopted; a further one takes the place of one that is not connected, or is not kept. */
    public static final int MAX_STRANGERS = 20_000;

    /** Nothing is known. */
    public static Image empty(ClusterId cluster) {
        return new Image(
                ImageVersion.NONE,
                cluster,
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                Schedule.EMPTY,
                PersistentMap.empty(),
                PersistentMap.empty());
    }

    /** The unit of an adopted node. */
    public Optional<UnitState> unitOf(NodeName node) {
        return homes.get(node).flatMap(units::get);
    }

    /** What a node's agent says, adopted or not. */
    public Optional<NodeView> view(NodeName node) {
        return unitOf(node).flatMap(unit -> unit.view(node)).or(() -> strangers.get(node));
    }

    /** The ComputeDomain of that name. */
    public Optional<ComputeDomainState> computeDomain(ComputeDomainName name) {
        return names.get(name).flatMap(computeDomains::get);
    }

    /** Whether a unit's record is there and cannot be read: who holds what in it is not known. */
    public boolean unreadable(UnitId unit) {
        return unreadable.contains(UNIT_RECORD + unit.value());
    }

    /** Whether any unit's record cannot be read: a node that no other unit names may belong to it. */
    public boolean unitUnreadable() {
        for (PersistentMap.Entry<String, String> record : unreadable) {
            if (record.key().startsWith(UNIT_RECORD)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a unit waits for its record to be stamped with this image's epoch. */
    public boolean unstamped(UnitState unit) {
        return unit.epoch() < version.epoch();
    }

    /** Room in every clique. */
    public List<CliqueRoom> rooms() {
        List<CliqueRoom> rooms = new ArrayList<>();
        for (UnitState unit : units.values()) {
            if (unstamped(unit)) {
                unit.rooms().forEach(room -> rooms.add(Rooms.unstamped(room)));
            } else {
                rooms.addAll(unit.rooms());
            }
        }
        return rooms;
    }

    /** The same under another version, such as a new leader's first. */
    public Image at(ImageVersion other) {
        return new Image(
                other,
                cluster,
                units,
                homes,
                strangers,
                gpus,
                clusters,
                computeDomains,
                names,
                schedule,
                notes,
                unreadable);
    }

    /** With other units and their indexes. */
    Image with(
            PersistentMap<UnitId, UnitState> newUnits,
            PersistentMap<NodeName, UnitId> newHomes,
            PersistentMap<NodeName, NodeView> newStrangers) {
        return new Image(
                version,
                cluster,
                newUnits,
                newHomes,
                newStrangers,
                gpus,
                clusters,
                computeDomains,
                names,
                schedule,
                notes,
                unreadable);
    }

    /** With other indexes of what units are made of. */
    Image with(PersistentMap<GpuUuid, NodeName> newGpus, PersistentMap<ClusterUuid, UnitId> newClusters) {
        return new Image(
                version,
                cluster,
                units,
                homes,
                strangers,
                newGpus,
                newClusters,
                computeDomains,
                names,
                schedule,
                notes,
                unreadable);
    }

    /** With other ComputeDomains and their indexes. */
    Image withComputeDomains(
            PersistentMap<ComputeDomainUid, ComputeDomainState> newComputeDomains,
            PersistentMap<ComputeDomainName, ComputeDomainUid> newNames,
            Schedule newSchedule) {
        return new Image(
                version,
                cluster,
                units,
                homes,
                strangers,
                gpus,
                clusters,
                newComputeDomains,
                newNames,
                newSchedule,
                notes,
                unreadable);
    }

    /** With other notes and other unreadable records. */
    Image withNotes(PersistentMap<ImageVersion, Note> newNotes, PersistentMap<String, String> newUnreadable) {
        return new Image(
                version,
                cluster,
                units,
                homes,
                strangers,
                gpus,
                clusters,
                computeDomains,
                names,
                schedule,
                newNotes,
                newUnreadable);
    }
}
