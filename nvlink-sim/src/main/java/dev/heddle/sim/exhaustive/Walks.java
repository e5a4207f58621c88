package dev.heddle.sim.exhaustive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random histories through the same steps as the {@link Search}: deeper than it can see every one, and not every one.
 */
final class Walks implements Steps.Visitor {

    private static final int MOST_STEPS = 120;
    private static final int MOST_SECOND_THOUGHTS = 20;
    private static final int RARE = 8;

    private final Scope scope;
    private final World world;
    private final Random random;
    private final Steps steps;
    private final int[] start;
    private final List<int[]> reached = new ArrayList<>();
    private final List<Integer> actions = new ArrayList<>();
    private final List<Integer> history = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private long taken;

    /**
     * @param scope how much may happen in one history
     * @param world its parts
     * @param start the first state
     * @param laws the invariants
     * @param seed which histories
     */
    Walks(Scope scope, World world, int[] start, Laws laws, long seed) {
        this.scope = scope;
        this.world = world;
        this.start = start;
        this.random = new Random(seed);
        this.steps = new Steps(scope, world, laws, this);
    }

    /** One history, to its end or to the first broken invariant. */
    void walk() {
        int[] state = start;
        history.clear();
        for (int step = 0; step < MOST_STEPS && broken.isEmpty(); step++) {
            reached.clear();
            actions.clear();
            int[] here = state;
            steps.from(here, start[Moment.STORE]);
            taken += reached.size();
            if (reached.isEmpty()) {
                return;
            }
            int chosen = choice(here);
            history.add(actions.get(chosen));
            state = reached.get(chosen);
        }
    }

    /** What goes wrong and who is elected would all be over early in a history if every step were as likely. */
    private int choice(int[] here) {
        int chosen = random.nextInt(reached.size());
        for (int again = 0; again < MOST_SECOND_THOUGHTS && isRare(here, reached.get(chosen)); again++) {
            if (random.nextInt(RARE) == 0) {
                return chosen;
            }
            chosen = random.nextInt(reached.size());
        }
        return chosen;
    }

    private boolean isRare(int[] here, int[] next) {
        return here[Moment.MISHAPS] != next[Moment.MISHAPS]
                || world.store(here[Moment.STORE]).epoch()
                        != world.store(next[Moment.STORE]).epoch();
    }

    Search.Found found(long seed) {
        return new Search.Found(
                scope, "walks of seed " + seed, taken, MOST_STEPS, false, world.counts(), List.copyOf(broken));
    }

    /** Parts that are known; a world that has grown too large is left for a new one. */
    boolean isOver(int mostLeaders) {
        return !broken.isEmpty() || world.leaders() > mostLeaders;
    }

    @Override
    public void reached(int[] state, int action) {
        reached.add(state);
        actions.add(action);
    }

    @Override
    public void broken(int action, String what) {
        if (broken.isEmpty()) {
            broken.add(what);
            List<String> told = new ArrayList<>();
            history.forEach(step -> told.add(Action.told(step)));
            told.add(Action.told(action));
            broken.addAll(Collections.unmodifiableList(told));
        }
    }
}
