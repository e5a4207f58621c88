package dev.heddle.sim.chaos;

import dev.heddle.sim.chaos.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Draws faults for a site. */
final class Faults {

    private final Site site;
    private final Partitions partitions;
    private final RandomGenerator random;
    private final Supplier<String> leader;
    private final List<Drawn> table = new ArrayList<>();
    private int weights;

    private interface Draw {
        Fault draw();
    }

    private record Drawn(int upTo, Draw draw) {}

    /**
     * @param leader names the replica that leads, or is empty
     */
    Faults(Site site, RandomGenerator random, Supplier<String> leader) {
        this.site = site;
        this.partitions = new Partitions(site, random);
        this.random = random;
        this.leader = leader;
        add(20, () -> pause(coordinator(), millis(300, 6_000)));
        add(9, () -> pause(any(site.fleets()), millis(500, 6_000)));
        add(5, () -> pause(site.ledger(), millis(300, 5_000)));
        add(7, () -> kill(coordinator(), millis(0, 1_500)));
        add(8, () -> kill(any(site.fleets()), millis(0, 1_500)));
        add(4, () -> kill(site.ledger(), millis(0, 1_000)));
        add(2, () -> restart(site.ledger(), "INT"));
        add(2, () -> restart(coordinator(), "TERM"));
        add(1, this::killEverything);
        add(38, () -> partitions.draw(coordinator(), millis(500, 7_000)));
        add(4, this::fillDisk);
        if (!site.clocks().isEmpty()) {
            add(4, this::setClock);
        }
    }

    private void add(int weight, Draw draw) {
        weights += weight;
        table.add(new Drawn(weights, draw));
    }

    /** A fault that touches nothing that is occupied. */
    Fault next(Set<String> busy) {
        while (true) {
            int drawn = random.nextInt(weights);
            Fault fault = table.stream()
                    .filter(each -> drawn < each.upTo())
                    .findFirst()
                    .orElseThrow()
                    .draw()
                    .draw();
            if (fault.busy().stream().noneMatch(busy::contains)) {
                return fault;
            }
        }
    }

    private long millis(int least, int most) {
        return random.nextLong(least, most + 1L);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** The leader more often than the others. */
    private Daemon coordinator() {
        String leading = leader.get();
        boolean wantLeader = random.nextInt(10) < 6;
        Daemon drawn = any(site.coordinators());
        return site.coordinators().stream()
                .filter(each -> wantLeader && each.name().equals(leading))
                .findFirst()
                .orElse(drawn);
    }

    private String named(Daemon daemon) {
        return daemon.name().equals(leader.get()) ? daemon + " (leads)" : daemon.toString();
    }

    private Fault pause(Daemon daemon, long millis) {
        String text = "pause " + named(daemon) + " for " + millis + " ms";
        return new Fault(Kind.PAUSE, text, Set.of(daemon.name()), millis, daemon::pause, daemon::resume);
    }

    private Fault kill(Daemon daemon, long millis) {
        String text = "kill -9 " + named(daemon) + ", back after " + millis + " ms";
        return new Fault(Kind.KILL, text, Set.of(daemon.name()), millis, daemon::kill, daemon::start);
    }

    private Fault restart(Daemon daemon, String signal) {
        String text = "restart " + named(daemon) + " with SIG" + signal;
        return new Fault(Kind.KILL, text, Set.of(daemon.name()), 0, () -> daemon.terminate(signal), daemon::start);
    }

    private Fault killEverything() {
        Set<String> names =
                site.coordinators().stream().map(Daemon::name).collect(Collectors.toCollection(TreeSet::new));
        return new Fault(
                Kind.KILL,
                "kill -9 all coordinators at once",
                names,
                millis(0, 1_000),
                () -> site.coordinators().forEach(Daemon::kill),
                () -> {
                    for (Daemon each : site.coordinators()) {
                        each.start();
                    }
                });
    }

    /** The ledger's disk one time in four. */
    private Fault fillDisk() {
        Volume volume = random.nextInt(4) == 0 ? site.volumes().getFirst() : any(site.volumes());
        String name = String.valueOf(volume.folder().getFileName());
        long millis = millis(500, 4_000);
        String text = "disk of " + name + " full for " + millis + " ms";
        return new Fault(Kind.DISK, text, Set.of("disk " + name), millis, volume::fill, volume::free);
    }

    private Fault setClock() {
        Daemon daemon = coordinator();
        long seconds = any(List.of(-86_400L, -3_600L, -30L, 30L, 3_600L, 86_400L));
        long millis = millis(2_000, 10_000);
        WallClock clock = Objects.requireNonNull(site.clocks().get(daemon.name()));
        return new Fault(
                Kind.CLOCK,
                "clock of " + named(daemon) + " set by " + seconds + " s for " + millis + " ms",
                Set.of("clock " + daemon.name()),
                millis,
                () -> clock.set(seconds),
                () -> clock.set(0));
    }
}
