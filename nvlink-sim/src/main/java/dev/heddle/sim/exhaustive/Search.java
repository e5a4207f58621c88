package dev.heddle.sim.exhaustive;

import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Looks at every state of a scope, nearest first, and stops at the first that breaks an invariant. */
public final class Search implements Steps.Visitor {

    private static final int SETTLING_ROUNDS = 12;
    private static final int MOST_LEADERS = 100_000;

    private final Scope scope;
    private final World world;
    private final StateTable table = new StateTable(Moment.WIDTH);
    private final BooleanSupplier goOn;
    private final int mostStates;
    private final List<String> broken = new ArrayList<>();
    private int current = -1;
    private int depth;

    private Search(Scope scope, Path agentState, int mostStates, BooleanSupplier goOn) {
        this.scope = scope;
        this.world = new World(scope, agentState);
        this.mostStates = mostStates;
        this.goOn = goOn;
    }

    /**
     * Searches a scope.
     *
     * @param mostStates states after which the search gives up
     * @param goOn is asked now and then
     */
    public static Found of(Scope scope, int mostStates, BooleanSupplier goOn) {
        return inFolder(folder -> new Search(scope, folder, mostStates, goOn).run());
    }

    private static Found inFolder(Function<Path, Found> search) {
        try {
            Path folder = Files.createTempDirectory("heddle-search");
            try {
                return search.apply(folder);
            } finally {
                Files.deleteIfExists(folder.resolve("agent.lock"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes random walks through a scope.
     *
     * @param seed which walks
     * @param goOn is asked before each
     */
    public static Found walks(Scope scope, long seed, BooleanSupplier goOn) {
        Found found = new Found(scope, "no walk", 0, 0, false, "", List.of());
        long next = seed;
        while (found.violation().isEmpty() && goOn.getAsBoolean()) {
            long walks = next++;
            found = inFolder(folder -> new Search(scope, folder, 0, goOn).walked(walks));
        }
        return found;
    }

    private Found walked(long seed) {
        int[] start = formed();
        Walks walks = new Walks(scope, world, start, new Laws(world, units(start)), seed);
        while (!walks.isOver(MOST_LEADERS) && goOn.getAsBoolean()) {
            walks.walk();
        }
        return walks.found(seed);
    }

    /**
     * What came of a search.
     *
     * @param scope its scope
     * @param how what was looked at, for people
     * @param states states found
     * @param depth steps of the longest shortest history
     * @param complete whether there are no others
     * @param parts how many different parts the states are made of
     * @param violation what is wrong, then the history that leads to it; empty = nothing
     */
    public record Found(
            Scope scope, String how, long states, int depth, boolean complete, String parts, List<String> violation) {

        /** One line for people, and the history if something is wrong. */
        @Override
        public String toString() {
            String line = scope.name() + ": " + how + ", " + states + " states, depth " + depth
                    + (complete ? ", complete" : violation.isEmpty() ? ", not complete" : "") + " (" + parts + ")";
            return violation.isEmpty() ? line : line + "\n  " + String.join("\n  ", violation);
        }
    }

    private Found run() {
        int[] start = formed();
        Laws laws = new Laws(world, units(start));
        Steps steps = new Steps(scope, world, laws, this);
        table.add(start, -1, Action.START.code(0, 0));
        int level = 1;
        int next = 0;
        while (next < table.size() && broken.isEmpty() && table.size() < mostStates && goOn.getAsBoolean()) {
            if (next == level) {
                depth++;
                level = table.size();
            }
            current = next++;
            steps.from(table.get(current), start[Moment.STORE]);
        }
        boolean complete = next == table.size() && broken.isEmpty();
        return new Found(scope, "search", table.size(), depth, complete, world.counts(), broken);
    }

    @Override
    public void reached(int[] state, int action) {
        table.add(state, current, action);
    }

    @Override
    public void broken(int action, String what) {
        if (broken.isEmpty()) {
            broken.add(what);
            List<String> history = new ArrayList<>(List.of(Action.told(action)));
            for (int at = current; at >= 0; at = table.origin(at)) {
                history.add(Action.told(table.action(at)));
            }
            Collections.reverse(history);
            broken.addAll(history);
        }
    }

    /** The first state: one leader, both nodes adopted and obeying it, nothing asked for. */
    private int[] formed() {
        int[] state = new int[Moment.WIDTH];
        int[] elected = world.elect(world.id(Store.empty()), 0);
        int leader = elected[0];
        int store = elected[1];
        List<Integer> nodes = new ArrayList<>(world.newNodes());
        for (int round = 0; round < SETTLING_ROUNDS; round++) {
            for (int i = 0; i < Scope.TWO; i++) {
                leader = world.hears(leader, world.says(nodes.get(i)))[0];
                while (!world.leader(leader).settled()) {
                    int[] written = world.write(leader, store, SmallLedger.NEVER);
                    leader = world.answered(written[0], written[1])[0];
                    store = written[1];
                }
                int order = world.desired(leader, i);
                nodes.set(i, order == 0 ? nodes.get(i) : world.obey(nodes.get(i), order, false)[0]);
            }
        }
        state[Moment.STORE] = store;
        state[Moment.LEADERS] = leader;
        state[Moment.NODES] = nodes.get(0);
        state[Moment.NODES + 1] = nodes.get(1);
        return state;
    }

    private List<String> units(int[] state) {
        List<String> units = new ArrayList<>();
        for (int i = 0; i < Scope.TWO; i++) {
            NodeName name = world.hardware().name(i);
            units.add(world.leader(state[Moment.LEADERS])
                    .image()
                    .homes()
                    .get(name)
                    .map(UnitId::value)
                    .orElseThrow());
        }
        return units;
    }
}
