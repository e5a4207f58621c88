package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.sim.check.Differences;
import dev.heddle.sim.check.Holding;
import dev.heddle.sim.check.PhysicalHoldings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether everything has come to rest: nothing is down, nobody is missing, nothing is half done, nothing differs. */
final class AtRest {

    private static final int SHOWN = 8;

    private final Site site;
    private final Rest rest;
    private final int nodes;

    AtRest(Site site, Rest rest, int nodes) {
        this.site = site;
        this.rest = rest;
        this.nodes = nodes;
    }

    /**
     * What is missing still; empty = at rest.
     *
     * @param view the ledger, if its database answers
     * @param found what lies on the nodes
     */
    List<String> missing(Optional<Watch.View> view, Map<NodeName, PhysicalHoldings.OnNode> found)
            throws InterruptedException, IOException {
        List<String> missing = new ArrayList<>();
        site.all().stream().filter(each -> !each.alive()).forEach(each -> missing.add(each + " is down"));
        if (view.isEmpty()) {
            missing.add("the ledger does not answer");
            return missing;
        }
        ledger(view.get(), missing);
        differences(view.get(), found, missing);
        if (missing.isEmpty()) {
            replicas(missing);
        }
        return missing.size() > SHOWN ? List.copyOf(missing.subList(0, SHOWN)) : missing;
    }

    private void ledger(Watch.View view, List<String> missing) {
        int known = view.units().stream().mapToInt(unit -> unit.nodes().size()).sum();
        if (known != nodes) {
            missing.add(known + " of " + nodes + " nodes are adopted");
        }
        view.units().forEach(unit -> {
            unit.nodes().values().stream()
                    .filter(node -> node.state().scrubbing())
                    .forEach(node -> missing.add(node.name() + " is being scrubbed"));
            unit.behind().forEach(node -> missing.add(node + " is behind"));
        });
        for (ComputeDomainRecord record : view.computeDomains()) {
            if (record.phase() != Phase.READY) {
                missing.add(record.name() + " is " + record.phase() + " (" + record.reason() + " " + record.message()
                        + ")");
            }
        }
    }

    private static void differences(
            Watch.View view, Map<NodeName, PhysicalHoldings.OnNode> found, List<String> missing) {
        List<Holding> granted = new ArrayList<>();
        view.grants()
                .forEach(each -> each.grant()
                        .members()
                        .forEach((node, member) -> granted.add(new Holding(
                                each.grant().computeDomain(), node, each.grant().channel(), member.gpus()))));
        Differences.of(granted, found).forEach(finding -> missing.add(finding.toString()));
    }

    private void replicas(List<String> missing) throws InterruptedException {
        Set<String> leaders = new HashSet<>();
        for (Daemon coordinator : site.coordinators()) {
            Optional<JsonNode> fabric = rest.fabric(Site.rest(coordinator));
            if (fabric.isEmpty()) {
                missing.add(coordinator + " does not answer");
                continue;
            }
            JsonNode seen = fabric.get();
            leaders.add(seen.at("/leader/replica").asString(""));
            if (seen.path("nodesConnected").asInt() != nodes) {
                missing.add(coordinator + " sees " + seen.path("nodesConnected").asInt() + " of " + nodes
                        + " nodes connected");
            }
            if (seen.at("/safeMode/units").asInt() != 0) {
                missing.add(coordinator + " sees safe mode: " + seen.at("/safeMode/waiting"));
            }
        }
        if (leaders.size() != 1 || leaders.contains("")) {
            missing.add("the replicas name the leaders " + leaders);
        }
    }
}
