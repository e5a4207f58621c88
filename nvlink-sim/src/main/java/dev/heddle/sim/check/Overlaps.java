package dev.heddle.sim.check;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Invariants I1 and I2 on any set of holdings: no GPU and no channel of a unit is in two ComputeDomains. Pure. */
public final class Overlaps {

    private final Function<NodeName, String> unit;
    private final Map<GpuUuid, Holding> gpus = new HashMap<>();
    private final Map<String, Holding> channels = new HashMap<>();
    private final Map<String, Holding> domains = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Overlaps(Function<NodeName, String> unit) {
        this.unit = unit;
    }

    /**
     * Looks for overlaps.
     *
     * @param unit the ledger unit of each node, in which channel numbers are unique
     */
    public static List<Finding> of(Collection<Holding> holdings, Function<NodeName, String> unit) {
        Overlaps overlaps = new Overlaps(unit);
        holdings.forEach(overlaps::add);
        return List.copyOf(overlaps.findings);
    }

    private void add(Holding holding) {
        for (GpuUuid gpu : holding.gpus()) {
            Holding other = gpus.putIfAbsent(gpu, holding);
            if (other != null && !same(other, holding)) {
                find(Finding.Kind.GPU_TWICE, gpu + " is held", other, holding);
            }
        }
        String where = unit.apply(holding.node());
        if (holding.channel() == 0) {
            find(Finding.Kind.CHANNEL_ZERO, "channel 0 of " + where + " is held", holding, holding);
            return;
        }
        Holding other = channels.putIfAbsent(where + "/" + holding.channel(), holding);
        if (other != null && !same(other, holding)) {
            find(
                    Finding.Kind.CHANNEL_TWICE,
                    "channel " + holding.channel() + " of " + where + " is held",
                    other,
                    holding);
        }
        Holding first = domains.putIfAbsent(where + "/" + holding.computeDomain(), holding);
        if (first != null && first.channel() != holding.channel()) {
            find(
                    Finding.Kind.CHANNELS_DIFFER,
                    "channels " + first.channel() + " and " + holding.channel() + " of " + where + " are held",
                    first,
                    holding);
        }
    }

    private static boolean same(Holding a, Holding b) {
        ComputeDomainUid uid = a.computeDomain();
        return uid.equals(b.computeDomain());
    }

    private void find(Finding.Kind kind, String what, Holding a, Holding b) {
        findings.add(new Finding(
                kind,
                what + " by " + a.computeDomain() + " on " + a.node() + " and by " + b.computeDomain() + " on "
                        + b.node()));
    }
}
