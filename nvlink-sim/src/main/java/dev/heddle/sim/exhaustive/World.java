package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.Desired;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.engine.SteppedReign;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.coordinator.placement.GangRequest;
import dev.heddle.coordinator.topology.NodeObservation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The parts of every state, each once, and how each goes on. The real code runs once for each step of a part; that the
 * same part meets the same step again in another state costs nothing.
 */
final class World {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Scope scope;
    private final Hardware hardware;
    private final Agents agents;
    private final SmallLedger ledger = new SmallLedger();
    private final Effects.Collector collector = new Effects.Collector();
    private final SteppedReign.Setting setting;

    private final Interned<Store> stores = new Interned<>();
    private final Interned<SteppedReign> leaders = new Interned<>();
    private final Interned<Object> parts = new Interned<>();
    private final Interned<Node> nodes = new Interned<>();
    private final Interned<NodeObservation> words = new Interned<>();
    private final Interned<Desired> orders = new Interned<>();
    private final Interned<Effects> effects = new Interned<>();
    private final Map<Numbers, int[]> known = new HashMap<>();

    World(Scope scope, Path agentState) {
        this.scope = scope;
        this.hardware = new Hardware(scope);
        this.agents = new Agents(agentState, hardware);
        Rules rules = new Rules(
                Lifecycles.computeDomains(),
                Lifecycles.domains(),
                Rules.DEFAULT_PATIENCE,
                Rules.DEFAULT_MAX_COMPUTE_DOMAINS);
        this.setting = new SteppedReign.Setting(ledger, ledger, new Decider(rules), () -> NOW, collector);
    }

    SmallLedger ledger() {
        return ledger;
    }

    Hardware hardware() {
        return hardware;
    }

    Store store(int id) {
        return stores.get(id);
    }

    int id(Store store) {
        return stores.number(store);
    }

    Node node(int id) {
        return nodes.get(id);
    }

    int id(Node node) {
        return nodes.number(node);
    }

    SteppedReign leader(int id) {
        return leaders.get(id);
    }

    NodeObservation word(int id) {
        return words.get(id);
    }

    Desired order(int id) {
        return orders.get(id);
    }

    Effects effects(int id) {
        return effects.get(id);
    }

    int leaders() {
        return leaders.size();
    }

    /** Parts found, for people. */
    String counts() {
        return stores.size() + " ledgers, " + leaders.size() + " leaders, " + nodes.size() + " nodes, " + orders.size()
                + " orders, " + words.size() + " words, " + known.size() + " steps of parts";
    }

    private int[] once(Numbers step, Supplier<int[]> taken) {
        int[] done = known.get(step);
        if (done == null) {
            done = taken.get();
            known.put(step, done);
        }
        return done;
    }

    private int number(SteppedReign reign) {
        List<Object> list = reign.parts();
        int[] numbers = new int[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = parts.number(list.get(i));
        }
        return leaders.number(new Numbers(numbers), reign);
    }

    /**
     * A leader just elected: leader and store.
     *
     * @param known epoch that an agent knows, 0 = none above the ledger's
     */
    int[] elect(int store, int known) {
        return once(Numbers.of(1, store, known), () -> {
            Store raised = stores.get(store).raisedAbove(known);
            ledger.set(raised, SmallLedger.NEVER);
            SteppedReign reign = SteppedReign.elected(setting, raised.epoch(), known > 0);
            collector.take();
            return new int[] {number(reign), stores.number(raised)};
        });
    }

    /** A leader was asked: leader and effects. */
    int[] ask(int leader, Request request) {
        return once(
                Numbers.of(2, leader, request.kind().ordinal(), request.index()),
                () -> step(
                        leader,
                        reign -> reign.submit(command(request), new Effects.Asker(collector, request.toString()))));
    }

    /** A leader heard a node's words: leader, 0 where that ended its reign, and effects. */
    int[] hears(int leader, int word) {
        return once(Numbers.of(3, leader, word), () -> {
            NodeObservation heard = words.get(word);
            if (knowsLater(leader, word)) {
                return new int[] {0, effects.number(collector.take())};
            }
            return step(leader, reign -> reign.submit(new Command.Observe(heard), reply -> {}));
        });
    }

    /** Whether a node knows a later leader than this one: that ends a reign. */
    boolean knowsLater(int leader, int word) {
        NodeObservation heard = words.get(word);
        return heard.hello().highestEpoch() > leaders.get(leader).epoch()
                && heard.hello().pinnedCluster().isPresent();
    }

    private int[] step(int leader, Consumer<SteppedReign> what) {
        SteppedReign reign = leaders.get(leader).copy();
        collector.take();
        what.accept(reign);
        return new int[] {number(reign), effects.number(collector.take())};
    }

    /** A leader takes what waits to the ledger: leader and store. */
    int[] write(int leader, int store, int lostAfter) {
        return once(Numbers.of(4, leader, store, lostAfter), () -> {
            SteppedReign reign = leaders.get(leader).copy();
            ledger.set(stores.get(store), lostAfter);
            reign.write();
            return new int[] {number(reign), stores.number(ledger.store())};
        });
    }

    /** A leader hears the ledger's answer: leader, 0 where that ended its reign, and effects. */
    int[] answered(int leader, int store) {
        return once(Numbers.of(5, leader, store), () -> {
            SteppedReign reign = leaders.get(leader).copy();
            ledger.set(stores.get(store), SmallLedger.NEVER);
            collector.take();
            boolean goesOn = reign.hear();
            return new int[] {goesOn ? number(reign) : 0, effects.number(collector.take())};
        });
    }

    /** What a leader would tell a node, 0 = nothing. */
    int desired(int leader, int index) {
        return once(Numbers.of(6, leader, index), () -> {
            Optional<Desired> desired = DesiredState.of(leaders.get(leader).image(), hardware.name(index));
            return new int[] {desired.map(orders::number).orElse(0)};
        })[0];
    }

    /** What a node's agent says now. */
    int says(int node) {
        return once(Numbers.of(7, node), () -> new int[] {words.number(hardware.observation(nodes.get(node)))})[0];
    }

    /** The same words, of a session that has ended. */
    int closed(int word) {
        return once(Numbers.of(8, word), () ->
                new int[] {words.number(words.get(word).closed(Instant.EPOCH))})[0];
    }

    /** A node after an order; then the nodes that it may be if its agent dies meanwhile. */
    int[] obey(int node, int order, boolean deaths) {
        return once(Numbers.of(9, node, order, deaths ? 1 : 0), () -> {
            Node before = nodes.get(node);
            Set<Integer> after = new LinkedHashSet<>();
            after.add(nodes.number(agents.ordered(before, orders.get(order), Machine.FOREVER)));
            int changes = deaths ? agents.changes() : 0;
            for (int done = 0; done < changes; done++) {
                after.add(nodes.number(agents.ordered(before, orders.get(order), done)));
            }
            return after.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    /** A node after something happened to it. */
    int happens(int node, Fate fate) {
        return once(Numbers.of(10, node, fate.ordinal()), () -> {
            Node before = nodes.get(node);
            return new int[] {
                nodes.number(
                        switch (fate) {
                            case WORKLOADS_END -> agents.converged(before.ended());
                            case AGENT_STARTS -> agents.converged(before);
                            case POWER_LOST -> before.off();
                            case POWER_BACK -> agents.converged(before.on());
                            case RECORD_LOST -> agents.forgetful(before);
                            case STREAM_LOST -> before.inSession(before.session() + 1);
                        })
            };
        })[0];
    }

    /** What happens to a node. */
    enum Fate {
        WORKLOADS_END,
        AGENT_STARTS,
        POWER_LOST,
        POWER_BACK,
        RECORD_LOST,
        STREAM_LOST
    }

    /**
     * What a client or an operator asks.
     *
     * @param kind what for
     * @param index of which ComputeDomain or node
     */
    record Request(Kind kind, int index) {

        enum Kind {
            CREATE,
            DELETE,
            FENCE
        }
    }

    private Command command(Request request) {
        ComputeDomainName name = new ComputeDomainName(Scope.computeDomain(request.index()));
        return switch (request.kind()) {
            case CREATE -> {
                int members = scope.gangs().get(request.index());
                OptionalInt segment = !scope.oneDomain() && members > 1 ? OptionalInt.of(1) : OptionalInt.empty();
                yield new Command.Create(
                        name,
                        new ComputeDomainSpec(new GangRequest(members, 1, segment), Optional.empty()),
                        Optional.of(new ComputeDomainRecord.Origin("key-" + name, "content")),
                        true);
            }
            case DELETE -> new Command.Delete(name, OptionalLong.empty());
            case FENCE -> new Command.Fence(hardware.name(request.index()));
        };
    }

    /** Two nodes that were never adopted. */
    List<Integer> newNodes() {
        List<Integer> fresh = new ArrayList<>();
        for (int i = 0; i < Scope.TWO; i++) {
            fresh.add(nodes.number(agents.fresh(i)));
        }
        return fresh;
    }
}
