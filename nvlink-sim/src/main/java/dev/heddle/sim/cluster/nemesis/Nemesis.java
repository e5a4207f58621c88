package dev.heddle.sim.cluster.nemesis;

import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a cluster, one fault after the other, each mended after a while. Faults are numbered from 1 in the order in
 * which they are drawn, and each is drawn from a chance of its own, so that leaving some out moves no other.
 */
public final class Nemesis {

    /** Faults that {@link #made} remembers. */
    public static final int MAX_MADE = 10_000;

    private final Scene scene;
    private final Set<FaultKind> kinds;
    private final Duration meanPause;
    private final LongPredicate skip;
    private final long seed;
    private final Map<FaultKind, Trouble> troubles = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final Deque<Made> made = new ArrayDeque<>();
    private final LedgerTroubles ledger;
    private final GridTroubles grid;
    private final OperatorTroubles operator;
    private VirtualTime.@Nullable Entry next;
    private long drawn;
    private long faults;
    private long lastFaultAt;

    /**
     * What is broken, and how often.
     *
     * @param kinds what may happen; none = nothing happens
     * @param meanPause between two faults, on average
     */
    public record Settings(Set<FaultKind> kinds, Duration meanPause) {

        /** Copies the kinds, in order. */
        public Settings {
            kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        }
    }

    /**
     * One fault that happened.
     *
     * @param number in the order of drawing
     * @param nanos when
     * @param kind what kind
     * @param text what was done, for people
     */
    public record Made(long number, long nanos, FaultKind kind, String text) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f s #%d %s", nanos / 1e9, number, text);
        }
    }

    /** Leaves nothing out. */
    public Nemesis(Cluster cluster, Settings settings) {
        this(cluster, settings, number -> false);
    }

    /**
     * A nemesis that has done nothing yet.
     *
     * @param skip numbers of the faults that are drawn and do not happen
     */
    public Nemesis(Cluster cluster, Settings settings, LongPredicate skip) {
        this.scene = new Scene(cluster);
        this.kinds = settings.kinds();
        this.meanPause = settings.meanPause();
        this.skip = skip;
        this.seed = cluster.time().random("nemesis").nextLong();
        this.ledger = new LedgerTroubles(scene);
        this.grid = new GridTroubles(scene);
        Client client = new Client(cluster, new Chance(~seed), new Tally());
        this.operator = new OperatorTroubles(scene, client);
        groups().forEach(group -> troubles.putAll(group.troubles()));
    }

    private List<Trouble.Group> groups() {
        return List.of(
                new CoordinatorTroubles(scene),
                new ReleaseTroubles(scene, Replica.RELEASE),
                new AgentTroubles(scene),
                new DiskTroubles(scene),
                new NetworkTroubles(scene),
                new StrangerTroubles(scene),
                new HardwareTroubles(scene),
                ledger,
                grid,
                operator);
    }

    /** Begins. */
    public void start() {
        if (!kinds.isEmpty()) {
            draw();
        }
    }

    private void draw() {
        long number = ++drawn;
        Chance chance = Chance.of(seed, number);
        Duration pause = chance.pause(meanPause);
        FaultKind kind = chance.kind(kinds);
        next = scene.time().after(pause, "fault", () -> {
            if (!skip.test(number)) {
                make(number, kind, chance);
            }
            draw();
        });
    }

    private void make(long number, FaultKind kind, Chance chance) {
        Trouble trouble = troubles.get(kind);
        if (trouble == null) {
            throw new IllegalStateException("nobody makes " + kind);
        }
        Optional<String> text = trouble.make(chance);
        if (text.isPresent()) {
            faults++;
            counts.merge(kind, 1L, Long::sum);
            lastFaultAt = scene.time().nanos();
            scene.time().note(text.get());
            if (made.size() == MAX_MADE) {
                made.removeFirst();
            }
            made.addLast(new Made(number, lastFaultAt, kind, text.get()));
        }
    }

    /**
     * Nothing more is broken, and everything is mended: at once, but for nodes that an operator has declared off, which
     * get their power back when that is answered and {@link #settled} tells.
     */
    public void calm() {
        if (next != null) {
            next.cancel();
        }
        scene.beCalm();
        scene.repairs().now();
        scene.links().openAll();
        scene.healHardware();
        ledger.mend();
        grid.mend();
        scene.cluster().fleet().tenants().stay(0, Duration.ZERO);
        scene.cluster().fleet().nodes().forEach(this::mend);
        scene.cluster().replicas().forEach(this::mend);
        operator.mend();
    }

    private void mend(VirtualNode node) {
        node.disk().full(false);
        node.disk().loseSyncs(0);
        node.spare();
        node.process().ifPresent(Nemesis::mend);
    }

    private void mend(Replica replica) {
        replica.crashAtCall(0, false);
        replica.pauseAtCall(0, false, Duration.ZERO);
        replica.process().ifPresent(Nemesis::mend);
        replica.start();
    }

    private static void mend(VirtualProcess process) {
        process.clock().setRight();
        process.clock().rate(1);
        process.resume();
    }

    /** Whether nothing is broken, or being mended by an operator. */
    public boolean settled() {
        return scene.repairs().open() == 0 && operator.settled();
    }

    /** How often each kind happened; kinds that never did are left out. */
    public Map<FaultKind, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Faults that happened. */
    public long faults() {
        return faults;
    }

    /** Number of the last fault that was drawn, whether or not it happened. */
    public long drawn() {
        return drawn;
    }

    /** When the last fault happened, nanoseconds since the beginning; 0 = none did. */
    public long lastFaultAt() {
        return lastFaultAt;
    }

    /** The last faults that happened, oldest first. */
    public List<Made> made() {
        return List.copyOf(made);
    }
}
