package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.RecordState;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.SteppedReign;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The invariants, looked at where something has just changed. Each answers with what is wrong, or nothing. */
final class Laws {

    private final World world;
    private final List<String> units;
    private final Map<Integer, Holdings> ledgers = new HashMap<>();
    private final Map<Integer, Holdings> nodes = new HashMap<>();
    private final Map<Long, Optional<String>> idle = new HashMap<>();

    /**
     * @param world the parts
     * @param units ledger unit of each node
     */
    Laws(World world, List<String> units) {
        this.world = world;
        this.units = units;
    }

    private Holdings ledger(int store) {
        return ledgers.computeIfAbsent(store, id -> Holdings.of(world.store(id), world.ledger()));
    }

    private Holdings node(int node) {
        return nodes.computeIfAbsent(
                node, id -> Holdings.of(world.node(id), units.get(world.node(id).index())));
    }

    /** The ledger went from one content to another. */
    Optional<String> written(int before, int after, int[] state) {
        Holdings then = ledger(before);
        Holdings now = ledger(after);
        if (!now.doubts().isEmpty()) {
            return Optional.of(now.doubts().getFirst());
        }
        for (int i = 0; i < Scope.TWO; i++) {
            Optional<String> clash = now.clash(then, node(state[Moment.NODES + i]), "is granted to");
            if (clash.isPresent()) {
                return clash;
            }
        }
        return lost(then, now, state[Moment.ASKED]).or(() -> torn(then, now));
    }

    private static Optional<String> lost(Holdings then, Holdings now, int asked) {
        for (Map.Entry<String, ComputeDomainRecord> entry : then.phases().entrySet()) {
            boolean wanted = entry.getValue().name().value().equals(Scope.computeDomain(0))
                    ? !Moment.isDeleted(asked, 0)
                    : !Moment.isDeleted(asked, 1);
            if (wanted && !now.phases().containsKey(entry.getKey())) {
                return Optional.of("I4: " + entry.getKey() + " is gone, and nobody has deleted it");
            }
        }
        return Optional.empty();
    }

    /** Once it is ready, every member stays granted until it is deleted. */
    private static Optional<String> torn(Holdings then, Holdings now) {
        for (Map.Entry<String, Boolean> member : then.members().entrySet()) {
            String uid = member.getKey().substring(0, member.getKey().indexOf('/'));
            ComputeDomainRecord record = now.phases().get(uid);
            if (record != null
                    && (record.phase() == Phase.READY || record.phase() == Phase.DEGRADED)
                    && !member.getValue()
                    && now.members().getOrDefault(member.getKey(), true)) {
                return Optional.of(
                        "I6: " + member.getKey() + " is taken from a ComputeDomain that is " + record.phase());
            }
        }
        return Optional.empty();
    }

    /** A node went from one state to another, maybe by an order. */
    Optional<String> changed(int before, int after, int[] state, Optional<Desired> order) {
        Node then = world.node(before);
        Node now = world.node(after);
        Holdings holdings = node(after);
        if (!holdings.doubts().isEmpty()) {
            return Optional.of(holdings.doubts().getFirst());
        }
        Optional<String> clash = holdings.clash(node(before), ledger(state[Moment.STORE]), "is given on a node to");
        int other = state[Moment.NODES + 1 - now.index()];
        return clash.or(() -> holdings.clash(node(before), node(other), "is given on a node to"))
                .or(() -> back(then, now))
                .or(() -> order.flatMap(desired -> disobeyed(then, now, desired, state[Moment.STORE])));
    }

    private static Optional<String> back(Node then, Node now) {
        boolean forgot = now.obeyed().compareTo(then.obeyed()) < 0;
        return !forgot && now.up() && now.said().stamp().compareTo(then.obeyed()) < 0
                ? Optional.of("I3: node " + now.index() + " is at " + now.said().stamp() + " after it obeyed "
                        + then.obeyed())
                : Optional.empty();
    }

    private Optional<String> disobeyed(Node then, Node now, Desired order, int store) {
        int started = world.happens(world.id(then), World.Fate.AGENT_STARTS);
        if (started == world.id(now) || !now.said().stamp().equals(order.stamp())) {
            return Optional.empty();
        }
        if (!order.boot().equals(now.said().boot())) {
            return Optional.of("I3: node " + now.index() + " obeys what was meant for " + order.boot());
        }
        return released(world.node(started), order, store);
    }

    /** Absence means release: the current leader's orders must leave out nothing that is granted. */
    private Optional<String> released(Node then, Desired order, int store) {
        if (order.stamp().epoch() != world.store(store).epoch() || then.said().record() != RecordState.INTACT) {
            return Optional.empty();
        }
        for (String uid : then.specs().keySet()) {
            boolean granted = !ledger(store)
                    .members()
                    .getOrDefault(uid + "/" + world.hardware().name(then.index()), true);
            boolean ordered = order.grants().stream()
                    .anyMatch(grant -> grant.computeDomain().value().equals(uid));
            if (granted && !ordered) {
                return Optional.of("I6: node " + then.index() + " is told to give " + uid + " back, which is granted");
            }
        }
        return Optional.empty();
    }

    /** A leader has nothing in flight: what it goes by is what the ledger holds, and nothing is half done. */
    Optional<String> idle(int leader, int store) {
        return idle.computeIfAbsent((long) leader << 32 | store, key -> looked(leader, store));
    }

    private Optional<String> looked(int leader, int store) {
        SteppedReign reign = world.leader(leader);
        Store ledger = world.store(store);
        if (!reign.settled() || reign.epoch() != ledger.epoch()) {
            return Optional.empty();
        }
        if (!reign.overlayIsCommitted()) {
            return Optional.of("I8: a leader with nothing in flight decides on what is not committed");
        }
        return stale(reign.image(), ledger).or(() -> halfDone(ledger(store)));
    }

    private Optional<String> stale(Image image, Store ledger) {
        int records = 0;
        for (UnitState unit : image.units().values()) {
            records++;
            if (!same(ledger, Kind.UNIT, unit.unit().id().value(), unit.version(), unit.unit())) {
                return Optional.of(
                        "I8: a leader goes by another record of " + unit.unit().id() + " than the ledger's");
            }
        }
        for (ComputeDomainState state : image.computeDomains().values()) {
            records++;
            String uid = state.computeDomain().uid().value();
            if (!same(ledger, Kind.COMPUTE_DOMAIN, uid, state.version(), state.computeDomain())) {
                return Optional.of("I8: a leader goes by another record of " + uid + " than the ledger's");
            }
        }
        return records == ledger.rows().size()
                ? Optional.empty()
                : Optional.of("I8: a leader knows " + records + " records, the ledger holds "
                        + ledger.rows().size());
    }

    private boolean same(Store ledger, Kind kind, String id, long version, Object record) {
        Store.Row row = ledger.rows().get(Store.name(new RecordKey(kind, id)));
        return row != null
                && row.version() == version
                && world.ledger().body(row.body()).equals(record);
    }

    private static Optional<String> halfDone(Holdings ledger) {
        for (Map.Entry<String, Boolean> member : ledger.members().entrySet()) {
            String uid = member.getKey().substring(0, member.getKey().indexOf('/'));
            ComputeDomainRecord owner = ledger.phases().get(uid);
            boolean wanted = owner != null && owner.phase() != Phase.PENDING && owner.phase() != Phase.RELEASING;
            if (!wanted && !member.getValue()) {
                return Optional.of("I5: " + member.getKey() + " stays granted, and nothing takes it back");
            }
        }
        for (ComputeDomainRecord record : ledger.phases().values()) {
            boolean live = record.phase() == Phase.FORMING || record.phase() == Phase.READY;
            long members = ledger.members().keySet().stream()
                    .filter(key -> key.startsWith(record.uid() + "/"))
                    .count();
            if (live && members != record.spec().gang().nodes()) {
                return Optional.of("I6: " + record.uid() + " is " + record.phase() + " with " + members + " of "
                        + record.spec().gang().nodes() + " members");
            }
        }
        return Optional.empty();
    }
}
