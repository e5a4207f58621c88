package dev.heddle.sim.cluster.nemesis;

import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.placement.GangRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What users ask for: mostly little, now and then a whole rack, some of it in segments of several cliques. */
final class Gangs {

    private static final List<Integer> NODES = List.of(1, 1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 8, 9, 12, 16, 18);
    private static final List<Integer> GPUS = List.of(1, 2, 2, 3, 4, 4, 4);

    private Gangs() {}

    static ComputeDomainSpec draw(Chance chance) {
        int nodes = chance.any(NODES);
        int gpus = chance.any(GPUS);
        OptionalInt segment = OptionalInt.empty();
        if (chance.oneIn(3)) {
            List<Integer> divisors = divisors(nodes);
            segment = OptionalInt.of(chance.any(divisors));
        }
        return new ComputeDomainSpec(new GangRequest(nodes, gpus, segment), Optional.empty());
    }

    private static List<Integer> divisors(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .filter(size -> nodes % size == 0)
                .boxed()
                .toList();
    }

    static int gpus(ComputeDomainSpec spec) {
        return spec.gang().nodes() * spec.gang().gpusPerNode();
    }
}
