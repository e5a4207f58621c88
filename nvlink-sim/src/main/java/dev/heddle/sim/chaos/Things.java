package dev.heddle.sim.chaos;

import dev.heddle.sim.check.Holding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of what can be held: GPUs, and channels of ledger units. */
final class Things {

    private Things() {}

    /** GPUs by their uuid, and a channel with its unit. */
    static Set<String> of(Collection<String> gpus, String unit, int channel) {
        Set<String> things = new TreeSet<>(gpus);
        if (channel > 0) {
            things.add(unit + "/channel-" + channel);
        }
        return things;
    }

    /** What the ledger grants. */
    static Set<String> of(Watch.Granted granted) {
        List<String> gpus = new ArrayList<>();
        granted.grant().members().values().forEach(member -> member.gpus().forEach(gpu -> gpus.add(gpu.value())));
        return of(gpus, granted.unit().id().value(), granted.grant().channel());
    }

    /** What lies on a node. */
    static Set<String> of(Holding holding, String unit) {
        return of(holding.gpus().stream().map(gpu -> gpu.value()).toList(), unit, holding.channel());
    }
}
