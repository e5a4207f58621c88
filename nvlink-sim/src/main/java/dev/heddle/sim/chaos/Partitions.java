package dev.heddle.sim.chaos;

import dev.heddle.sim.chaos.Fault.Kind;
import dev.heddle.sim.chaos.Host.Manner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws partitions of every shape, one way and both ways. */
final class Partitions {

    private final Site site;
    private final RandomGenerator random;
    private final Set<Cut> active = new HashSet<>();

    private record Cut(Host from, Host to, Manner manner) {}

    Partitions(Site site, RandomGenerator random) {
        this.site = site;
        this.random = random;
    }

    /**
     * One that is about a coordinator.
     *
     * @param centre the coordinator
     * @param millis how long it lasts
     */
    Fault draw(Daemon centre, long millis) {
        Manner manner = Manner.values()[random.nextInt(Manner.values().length)];
        return switch (random.nextInt(7)) {
            case 0 -> cut(centre + " from the other coordinators", centre.host(), others(centre), manner, millis);
            case 1 ->
                cut(
                        centre + " from the ledger",
                        centre.host(),
                        List.of(site.ledger().host()),
                        manner,
                        millis);
            case 2 -> cut(centre + " from everything", centre.host(), everything(centre), manner, millis);
            case 3 -> cut(centre + " from some fleets", centre.host(), some(hosts(site.fleets())), manner, millis);
            case 4 ->
                cut("the ledger from some", site.ledger().host(), some(hosts(site.coordinators())), manner, millis);
            case 5 -> {
                Host fleet =
                        site.fleets().get(random.nextInt(site.fleets().size())).host();
                yield cut(fleet + " from all coordinators", fleet, hosts(site.coordinators()), manner, millis);
            }
            default -> swizzled(millis, manner);
        };
    }

    private static List<Host> hosts(List<Daemon> daemons) {
        return daemons.stream().map(Daemon::host).toList();
    }

    private List<Host> others(Daemon centre) {
        return hosts(site.coordinators()).stream()
                .filter(host -> host != centre.host())
                .toList();
    }

    private List<Host> everything(Daemon centre) {
        return hosts(site.all()).stream().filter(host -> host != centre.host()).toList();
    }

    private List<Host> some(List<Host> all) {
        List<Host> some = new ArrayList<>(all);
        some.removeIf(host -> random.nextBoolean());
        return some.isEmpty() ? List.of(all.getFirst()) : some;
    }

    private Fault cut(String what, Host centre, List<Host> others, Manner manner, long millis) {
        int direction = random.nextInt(3);
        List<Cut> cuts = new ArrayList<>();
        for (Host other : others) {
            if (direction != 1) {
                cuts.add(new Cut(centre, other, manner));
            }
            if (direction != 2) {
                cuts.add(new Cut(other, centre, manner));
            }
        }
        String way = List.of("both ways", "inwards", "outwards").get(direction);
        return fault("cut " + what + ", " + way, cuts, millis);
    }

    /** Links of a random subset, each its own way. */
    private Fault swizzled(long millis, Manner manner) {
        List<Host> all = hosts(site.all());
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Host from = all.get(random.nextInt(4));
            Host to = all.get(random.nextInt(all.size()));
            if (from != to) {
                cuts.add(random.nextBoolean() ? new Cut(from, to, manner) : new Cut(to, from, manner));
            }
        }
        return fault(
                "cut single links "
                        + cuts.stream().map(cut -> cut.from() + ">" + cut.to()).toList(),
                cuts,
                millis);
    }

    private Fault fault(String text, List<Cut> cuts, long millis) {
        String manner = cuts.isEmpty() ? "" : " " + cuts.getFirst().manner();
        List<Cut> mine = new ArrayList<>();
        return new Fault(
                Kind.PARTITION,
                text + manner + ", for " + millis + " ms",
                Set.of(),
                millis,
                () -> cut(cuts, mine),
                () -> {
                    for (Cut cut : mine) {
                        cut.from().mend(cut.to(), cut.manner());
                        active.remove(cut);
                    }
                });
    }

    private void cut(List<Cut> cuts, List<Cut> mine) throws IOException {
        for (Cut cut : cuts) {
            if (active.add(cut)) {
                cut.from().cut(cut.to(), cut.manner());
                mine.add(cut);
            }
        }
    }
}
