package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.PhysicalHoldings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** ComputeDomains that run from before the first fault until after the last, and must not notice. */
final class Anchors {

    static final String PREFIX = "anchor-";

    private final Journal journal;
    private final Set<String> granted = new TreeSet<>();
    private final Set<Holding> lying = new HashSet<>();

    Anchors(Journal journal) {
        this.journal = journal;
    }

    /** Remembers what they hold now. */
    void remember(Watch.View view) {
        for (Watch.Granted each : view.grants()) {
            UnitGrant grant = each.grant();
            if (grant.name().value().startsWith(PREFIX)) {
                granted.add(text(each));
                grant.members()
                        .forEach((node, member) ->
                                lying.add(new Holding(grant.computeDomain(), node, grant.channel(), member.gpus())));
            }
        }
    }

    private static String text(Watch.Granted each) {
        return each.grant().name() + ": channel " + each.grant().channel() + " of "
                + each.unit().id() + " and " + each.grant().members();
    }

    /** How many members they have in all. */
    int members() {
        return lying.size();
    }

    /** Checks that the ledger grants the same. */
    void check(Watch.View view) {
        Set<String> now = new HashSet<>();
        view.grants().forEach(each -> now.add(text(each)));
        granted.stream()
                .filter(each -> !now.contains(each))
                .forEach(each -> journal.violation("a running ComputeDomain was touched in the ledger: " + each));
    }

    /** Checks that the same lies on the nodes. */
    void check(Map<NodeName, PhysicalHoldings.OnNode> found) {
        for (Holding holding : lying) {
            PhysicalHoldings.OnNode here =
                    found.getOrDefault(holding.node(), new PhysicalHoldings.OnNode(List.of(), new TreeSet<>()));
            if (!here.holdings().contains(holding) || !here.channels().contains(holding.channel())) {
                journal.violation("a running ComputeDomain was touched on its node: " + holding);
            }
        }
    }
}
