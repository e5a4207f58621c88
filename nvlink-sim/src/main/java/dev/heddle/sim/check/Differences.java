package dev.heddle.sim.check;

import dev.heddle.contract.model.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where ledger and nodes differ: of interest once nothing changes any more. Pure. */
public final class Differences {

    private Differences() {}

    /**
     * Compares.
     *
     * @param granted what the ledger grants
     * @param found what lies on each node; nodes that are not in it are left out
     */
    public static List<Finding> of(Collection<Holding> granted, Map<NodeName, PhysicalHoldings.OnNode> found) {
        List<Finding> findings = new ArrayList<>();
        found.forEach((node, there) -> {
            List<Holding> here =
                    granted.stream().filter(held -> held.node().equals(node)).toList();
            compare(node, here, there, findings);
        });
        return findings;
    }

    private static void compare(
            NodeName node, List<Holding> granted, PhysicalHoldings.OnNode found, List<Finding> findings) {
        SortedSet<Integer> channels = new TreeSet<>();
        for (Holding holding : granted) {
            channels.add(holding.channel());
            if (!found.holdings().contains(holding)) {
                findings.add(new Finding(Finding.Kind.NOT_APPLIED, holding + " is not on its node"));
            }
        }
        for (Holding holding : found.holdings()) {
            if (!granted.contains(holding)) {
                findings.add(new Finding(Finding.Kind.LEFT_BEHIND, holding + " is not granted"));
            }
        }
        if (!channels.equals(found.channels())) {
            findings.add(new Finding(
                    Finding.Kind.LEFT_BEHIND,
                    node + " has device nodes of channels " + found.channels() + ", granted are " + channels));
        }
    }
}
