package dev.heddle.sim.cluster;

import dev.heddle.coordinator.replication.Grid;
import dev.heddle.sim.virtual.Links;
import dev.heddle.sim.virtual.VirtualNetwork;
import dev.heddle.sim.virtual.VirtualProcess;
import dev.heddle.sim.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The replicas' common memory: one grid for each release. Members that do not reach each other for a while split into
 * parts, each with all that was there; parts that reach each other again merge, and of two cells the newer stays.
 */
public final class SharedGrid {

    /** Partitions of the grid. */
    public static final int PARTITIONS = 31;

    /** A member that is not heard for so long is taken out. */
    static final Duration DETECTION = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SNAPSHOT = Duration.ofSeconds(20);
    private static final double RESURRECTED = 0.3;

    private final VirtualTime time;
    private final Links links;
    private final RandomGenerator random;
    private final GridEvents events;
    private final Consumer<String> wentBack;
    private final List<GridPart> parts = new ArrayList<>();

    /**
     * @param wentBack hears of a cell that gave way to an older one, which only a fault may do
     */
    SharedGrid(VirtualNetwork network, Consumer<String> wentBack) {
        this.wentBack = wentBack;
        this.time = network.time();
        this.links = network.links();
        this.random = time.random("grid");
        this.events = new GridEvents(time, random);
    }

    void start() {
        every(LOOK, this::look);
        every(SNAPSHOT, () -> parts.forEach(GridPart::remember));
    }

    private void every(Duration interval, Runnable action) {
        time.after(interval, "grid", () -> {
            action.run();
            every(interval, action);
        });
    }

    /** A process joins the grid of its release. */
    Grid join(VirtualProcess process, String replica, String release) {
        GridMember member = new GridMember(this, process, replica);
        GridPart part = parts.stream()
                .filter(there -> there.release().equals(release) && reachesAll(member, there.members()))
                .findFirst()
                .orElseGet(() -> founded(release));
        part.join(member);
        process.onEnd(() -> leave(member));
        return member;
    }

    private GridPart founded(String release) {
        GridPart part = new GridPart(time, events, wentBack, release);
        parts.add(part);
        return part;
    }

    void leave(GridMember member) {
        parts.forEach(part -> part.leave(member));
        parts.removeIf(part -> part.members().isEmpty());
    }

    /** Whether a member can work with all those that it takes to be there. */
    boolean reachesAll(GridMember member, List<GridMember> others) {
        return others.stream().allMatch(other -> other == member || reach(member, other));
    }

    private boolean reach(GridMember one, GridMember other) {
        return !links.isBlocked(one.host(), other.host())
                && !links.isBlocked(other.host(), one.host())
                && !one.isSilent()
                && !other.isSilent();
    }

    private void look() {
        for (GridPart part : List.copyOf(parts)) {
            split(part);
        }
        merge();
    }

    /** Members that have not reached the first one for a while go on without it. */
    private void split(GridPart part) {
        GridMember first = part.members().getFirst();
        List<GridMember> lost = new ArrayList<>();
        for (GridMember member : part.members()) {
            boolean there = member == first || reach(first, member);
            member.unreachedSince(there ? Long.MAX_VALUE : Math.min(member.unreachedSince(), time.nanos()));
            if (!there && time.nanos() - member.unreachedSince() >= DETECTION.toNanos()) {
                lost.add(member);
            }
        }
        if (!lost.isEmpty()) {
            GridPart other = founded(part.release());
            part.split(lost, other);
            lost.forEach(member -> member.unreachedSince(Long.MAX_VALUE));
        }
    }

    private void merge() {
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                GridPart one = parts.get(i);
                GridPart other = parts.get(j);
                boolean meet = one.release().equals(other.release())
                        && one.members().stream().allMatch(member -> reachesAll(member, other.members()));
                if (meet && random.nextInt(8) == 0) {
                    boolean keepsOne = one.members().size() >= other.members().size();
                    (keepsOne ? one : other).merge(keepsOne ? other : one);
                    parts.remove(keepsOne ? other : one);
                    return;
                }
            }
        }
    }

    /** The part that a member is in. */
    GridPart part(GridMember member) {
        return parts.stream()
                .filter(part -> part.members().contains(member))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this member has left the grid"));
    }

    /** Names of the replicas that a member takes to be there. */
    SortedSet<String> alive(GridMember member) {
        SortedSet<String> names = new TreeSet<>();
        part(member).members().forEach(other -> names.add(other.replica()));
        return names;
    }

    /** Forgets each entry with this probability; nobody is told. */
    public void lose(double share) {
        parts.forEach(part -> part.lose(random, share));
    }

    /** Forgets everything; nobody is told. */
    public void clear() {
        lose(1.1);
    }

    /** Some entries are again as they were a while ago, and listeners are told so. */
    public void resurrect() {
        parts.forEach(part -> part.resurrect(random, RESURRECTED));
    }

    /** What hashes to this partition fails for this replica's member as long as it lives. */
    public void stick(String replica, int partition) {
        parts.stream()
                .flatMap(part -> part.members().stream())
                .filter(member -> member.replica().equals(replica))
                .forEach(member -> member.stick(partition));
    }

    /** The next events are lost. */
    public void dropEvents(int count) {
        events.drop(count);
    }

    /** The next events come twice. */
    public void repeatEvents(int count) {
        events.repeat(count);
    }

    /** Every event of the next {@code duration} comes up to as much later. */
    public void delayEvents(Duration duration) {
        events.delay(duration);
    }

    /** Nothing more goes wrong. */
    public void mend() {
        events.mend();
    }
}
