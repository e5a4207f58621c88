package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.Desired;
import dev.heddle.coordinator.engine.SteppedReign;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything that can happen next in a state. */
final class Steps {

    private final Scope scope;
    private final World world;
    private final Laws laws;
    private final Visitor visitor;
    private int first;
    private int[] now = new int[0];

    /** Takes what was found. */
    interface Visitor {

        /** Another state. */
        void reached(int[] state, int action);

        /** Something is wrong in what {@code action} did. */
        void broken(int action, String what);
    }

    Steps(Scope scope, World world, Laws laws, Visitor visitor) {
        this.scope = scope;
        this.world = world;
        this.laws = laws;
        this.visitor = visitor;
    }

    /**
     * Hands everything that can follow to the visitor.
     *
     * @param state a state
     * @param formed the ledger of the first state, which a restore brings back
     */
    void from(int[] state, int formed) {
        now = state;
        first = formed;
        elections();
        for (int leader = 0; leader < Scope.TWO; leader++) {
            if (state[Moment.LEADERS + leader] != 0) {
                boolean listens = world.leader(state[Moment.LEADERS + leader]).waiting() < scope.waiting();
                if (listens) {
                    requests(leader);
                }
                ledger(leader);
                for (int node = 0; node < Scope.TWO; node++) {
                    if (listens) {
                        talk(leader, node);
                    }
                    orders(leader, node);
                }
            }
        }
        for (int node = 0; node < Scope.TWO; node++) {
            late(node);
            fates(node);
        }
        restore();
    }

    private void reach(int action, int... changes) {
        int[] next = now.clone();
        for (int i = 0; i < changes.length; i += 2) {
            next[changes[i]] = changes[i + 1];
        }
        visitor.reached(next, action);
    }

    private void check(int action, Optional<String> wrong) {
        wrong.ifPresent(what -> visitor.broken(action, what));
    }

    private void elections() {
        if (world.store(now[Moment.STORE]).epoch() >= scope.epochs()) {
            return;
        }
        int[] elected = world.elect(now[Moment.STORE], 0);
        int newer = now[Moment.LEADERS];
        int[] next = now.clone();
        next[Moment.STORE] = elected[1];
        next[Moment.LEADERS] = elected[0];
        if (newer != 0) {
            next[Moment.LEADERS + 1] = newer;
            for (int node = 0; node < Scope.TWO; node++) {
                int word = now[Moment.LATE_WORDS + node];
                next[Moment.LATE_WORDS + node] = word != 0 && word % 2 == 0 ? word + 1 : 0;
            }
        }
        visitor.reached(next, Action.ELECT.code(0, 0));
        if (newer != 0 && now[Moment.LEADERS + 1] != 0) {
            int[] other = now.clone();
            other[Moment.STORE] = elected[1];
            other[Moment.LEADERS] = elected[0];
            for (int node = 0; node < Scope.TWO; node++) {
                int word = now[Moment.LATE_WORDS + node];
                other[Moment.LATE_WORDS + node] = word % 2 == 0 ? 0 : word;
            }
            visitor.reached(other, Action.REELECT.code(0, 0));
        }
    }

    private void requests(int leader) {
        int asked = now[Moment.ASKED];
        for (int i = 0; i < scope.gangs().size(); i++) {
            if (!Moment.isCreated(asked, i)) {
                ask(
                        leader,
                        new World.Request(World.Request.Kind.CREATE, i),
                        Action.CREATE.code(leader, i),
                        Moment.ASKED,
                        Moment.created(asked, i));
            } else if (!Moment.isDeleted(asked, i)) {
                ask(
                        leader,
                        new World.Request(World.Request.Kind.DELETE, i),
                        Action.DELETE.code(leader, i),
                        Moment.ASKED,
                        Moment.deleted(asked, i));
                if (scope.allows(Mishap.REPEATED_CREATE, now[Moment.MISHAPS])) {
                    ask(
                            leader,
                            new World.Request(World.Request.Kind.CREATE, i),
                            Action.CREATE.code(leader, i),
                            Moment.MISHAPS,
                            Mishap.REPEATED_CREATE.counted(now[Moment.MISHAPS]));
                }
            }
        }
        for (int node = 0; node < Scope.TWO; node++) {
            boolean off = !world.node(now[Moment.NODES + node]).up();
            if (off && scope.allows(Mishap.FENCE, now[Moment.MISHAPS])) {
                ask(
                        leader,
                        new World.Request(World.Request.Kind.FENCE, node),
                        Action.FENCE.code(leader, node),
                        Moment.MISHAPS,
                        Mishap.FENCE.counted(now[Moment.MISHAPS]));
            }
        }
    }

    private void ask(int leader, World.Request request, int action, int counter, int counted) {
        int[] after = world.ask(now[Moment.LEADERS + leader], request);
        seen(leader, after, action, counter, counted);
    }

    private void seen(int leader, int[] after, int action, int... changes) {
        check(action, world.effects(after[1]).lie(world.store(now[Moment.STORE])));
        if (after[0] != 0) {
            check(action, laws.idle(after[0], now[Moment.STORE]));
        }
        int[] next = now.clone();
        next[Moment.LEADERS + leader] = after[0];
        for (int i = 0; i < changes.length; i += 2) {
            next[changes[i]] = changes[i + 1];
        }
        visitor.reached(next, action);
    }

    private void ledger(int leader) {
        int id = now[Moment.LEADERS + leader];
        SteppedReign reign = world.leader(id);
        if (reign.answered()) {
            seen(leader, world.answered(id, now[Moment.STORE]), Action.HEAR_LEDGER.code(leader, 0));
            return;
        }
        int writes = reign.writes();
        if (writes == 0 && reign.settled()) {
            return;
        }
        write(leader, id, SmallLedger.NEVER, Action.WRITE.code(leader, Action.ANSWERED), now[Moment.MISHAPS]);
        if (scope.allows(Mishap.UNKNOWN_OUTCOME, now[Moment.MISHAPS])) {
            int counted = Mishap.UNKNOWN_OUTCOME.counted(now[Moment.MISHAPS]);
            for (int done = 0; done <= writes; done++) {
                write(leader, id, done, Action.WRITE.code(leader, done), counted);
            }
        }
    }

    private void write(int leader, int id, int lostAfter, int action, int mishaps) {
        int[] after = world.write(id, now[Moment.STORE], lostAfter);
        if (after[1] != now[Moment.STORE]) {
            check(action, laws.written(now[Moment.STORE], after[1], now));
        }
        reach(action, Moment.LEADERS + leader, after[0], Moment.STORE, after[1], Moment.MISHAPS, mishaps);
    }

    private void talk(int leader, int node) {
        int id = now[Moment.NODES + node];
        Node it = world.node(id);
        int late = Moment.LATE_WORDS + node;
        if (it.up()) {
            int word = world.says(id);
            boolean overtaken = now[late] != 0
                    && now[late] % 2 == leader
                    && world.word(now[late] / 2).session() == it.session();
            seen(
                    leader,
                    world.hears(now[Moment.LEADERS + leader], word),
                    Action.REPORT.code(leader, node),
                    late,
                    overtaken ? 0 : now[late]);
            raise(leader, word, Action.REPORT.code(leader, node));
            delayed()
                    .ifPresent(mishaps -> reach(
                            Action.REPORT_LATER.code(leader, node), late, word * 2 + leader, Moment.MISHAPS, mishaps));
        }
        boolean mayBeLost = !it.up() || scope.allows(Mishap.STREAM_LOST, now[Moment.MISHAPS]);
        if (mayBeLost) {
            int word = world.closed(world.says(id));
            int after = it.up() ? world.happens(id, World.Fate.STREAM_LOST) : id;
            int mishaps = it.up() ? Mishap.STREAM_LOST.counted(now[Moment.MISHAPS]) : now[Moment.MISHAPS];
            seen(
                    leader,
                    world.hears(now[Moment.LEADERS + leader], word),
                    Action.STREAM_LOST.code(leader, node),
                    Moment.NODES + node,
                    after,
                    Moment.MISHAPS,
                    mishaps);
        }
    }

    /** The current leader, told of a later epoch, goes above it. */
    private void raise(int leader, int word, int action) {
        int id = now[Moment.LEADERS + leader];
        int known = (int) world.word(word).hello().highestEpoch();
        boolean current =
                world.leader(id).epoch() == world.store(now[Moment.STORE]).epoch();
        if (current && world.knowsLater(id, word) && known < scope.epochs()) {
            int[] elected = world.elect(now[Moment.STORE], known);
            reach(action, Moment.LEADERS + leader, elected[0], Moment.STORE, elected[1]);
        }
    }

    private void orders(int leader, int node) {
        int id = now[Moment.LEADERS + leader];
        int order = id == 0 || !world.node(now[Moment.NODES + node]).up() ? 0 : world.desired(id, node);
        if (order == 0) {
            return;
        }
        obey(node, order, Action.ORDER.code(leader, node), Action.ORDER_DEATH.code(leader, node));
        delayed()
                .ifPresent(mishaps -> reach(
                        Action.ORDER_LATER.code(leader, node),
                        Moment.LATE_ORDERS + node,
                        order,
                        Moment.MISHAPS,
                        mishaps));
    }

    /** What has gone wrong then, if a message may come late. */
    private OptionalInt delayed() {
        int mishaps = now[Moment.MISHAPS];
        if (scope.delays()) {
            return OptionalInt.of(mishaps);
        }
        return scope.allows(Mishap.LATE, mishaps) ? OptionalInt.of(Mishap.LATE.counted(mishaps)) : OptionalInt.empty();
    }

    private void obey(int node, int order, int action, int death) {
        boolean deaths = scope.allows(Mishap.AGENT_DEATH, now[Moment.MISHAPS]);
        int before = now[Moment.NODES + node];
        int[] after = world.obey(before, order, deaths);
        Optional<Desired> desired = Optional.of(world.order(order));
        for (int i = 0; i < after.length; i++) {
            if (after[i] != before) {
                int how = i == 0 ? action : death;
                check(how, laws.changed(before, after[i], now, i == 0 ? desired : Optional.empty()));
                reach(
                        how,
                        Moment.NODES + node,
                        after[i],
                        Moment.MISHAPS,
                        i == 0 ? now[Moment.MISHAPS] : Mishap.AGENT_DEATH.counted(now[Moment.MISHAPS]));
            }
        }
    }

    private void late(int node) {
        int word = now[Moment.LATE_WORDS + node];
        int to = now[Moment.LEADERS + word % 2];
        if (word != 0 && to != 0 && world.leader(to).waiting() < scope.waiting()) {
            seen(
                    word % 2,
                    world.hears(now[Moment.LEADERS + word % 2], word / 2),
                    Action.LATE_REPORT.code(word % 2, node),
                    Moment.LATE_WORDS + node,
                    0);
        }
        int order = now[Moment.LATE_ORDERS + node];
        if (order != 0 && world.node(now[Moment.NODES + node]).up()) {
            obey(node, order, Action.LATE_ORDER.code(0, node), Action.ORDER_DEATH.code(0, node));
        }
    }

    private void fates(int node) {
        Node it = world.node(now[Moment.NODES + node]);
        if (!it.up()) {
            fate(node, World.Fate.POWER_BACK, Action.POWER_BACK, now[Moment.MISHAPS]);
            return;
        }
        if (it.workloads().size() > it.specs().size()) {
            fate(node, World.Fate.WORKLOADS_END, Action.WORKLOADS_END, now[Moment.MISHAPS]);
        }
        fate(node, World.Fate.AGENT_STARTS, Action.AGENT_STARTS, now[Moment.MISHAPS]);
        mishap(node, Mishap.POWER_OFF, World.Fate.POWER_LOST, Action.POWER_LOST);
        mishap(node, Mishap.AMNESIA, World.Fate.RECORD_LOST, Action.RECORD_LOST);
    }

    private void mishap(int node, Mishap mishap, World.Fate fate, Action action) {
        if (scope.allows(mishap, now[Moment.MISHAPS])) {
            fate(node, fate, action, mishap.counted(now[Moment.MISHAPS]));
        }
    }

    /** Streams do not outlive a boot or an agent that has lost its record: late orders are gone with them. */
    private void fate(int node, World.Fate fate, Action action, int mishaps) {
        int before = now[Moment.NODES + node];
        int after = world.happens(before, fate);
        if (after == before) {
            return;
        }
        int code = action.code(0, node);
        check(code, laws.changed(before, after, now, Optional.empty()));
        boolean streamEnds = fate == World.Fate.POWER_LOST || fate == World.Fate.RECORD_LOST;
        int late = Moment.LATE_ORDERS + node;
        reach(code, Moment.NODES + node, after, Moment.MISHAPS, mishaps, late, streamEnds ? 0 : now[late]);
    }

    private void restore() {
        if (!scope.allows(Mishap.RESTORE, now[Moment.MISHAPS])) {
            return;
        }
        Store older = world.store(now[Moment.STORE]).restoredFrom(world.store(first));
        reach(
                Action.RESTORE.code(0, 0),
                Moment.STORE,
                world.id(older),
                Moment.LEADERS,
                0,
                Moment.LEADERS + 1,
                0,
                Moment.LATE_WORDS,
                0,
                Moment.LATE_WORDS + 1,
                0,
                Moment.LATE_ORDERS,
                0,
                Moment.LATE_ORDERS + 1,
                0,
                Moment.MISHAPS,
                Mishap.RESTORE.counted(now[Moment.MISHAPS]));
    }
}
