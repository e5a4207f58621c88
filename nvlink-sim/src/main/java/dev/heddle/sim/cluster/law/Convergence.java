package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.sim.check.Differences;
import dev.heddle.sim.check.Finding;
import dev.heddle.sim.check.LedgerHoldings;
import dev.heddle.sim.check.PhysicalHoldings;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * I5: once faults have stopped and some time has passed, everybody who can be reached does as the ledger says, nothing
 * waits for something that is there, and nothing is left over.
 */
public final class Convergence {

    /** A standby that has heard nothing new for longer says so, and so do we. */
    private static final Duration MOST_STALE = Duration.ofSeconds(5);

    private final Cluster cluster;
    private OptionalLong epoch = OptionalLong.empty();

    /** Looks at {@code cluster}. */
    public Convergence(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whoever leads now is expected to stay. */
    public void begin() {
        epoch = OptionalLong.of(cluster.store().epoch());
    }

    /** What is not as it should be, a sentence each; none = it has converged. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        Optional<Replica> leader = leader(differences);
        stays(differences);
        if (leader.isPresent()) {
            Image image = leader.get().image();
            new LedgerAtRest(cluster, image, differences).look();
            new NodesAtRest(cluster, image, differences).look();
            standbys(leader.get(), image, differences);
            findings(image).forEach(finding -> differences.add(finding.toString()));
        }
        return differences;
    }

    private Optional<Replica> leader(List<String> differences) {
        List<Replica> leading =
                cluster.replicas().stream().filter(Replica::leading).toList();
        if (leading.size() != 1 || cluster.leader().isEmpty()) {
            differences.add("leaders are " + leading + ", under the ledger's epoch " + cluster.leader());
        }
        return cluster.leader();
    }

    /** Nobody takes the place of a leader that does its work. */
    private void stays(List<String> differences) {
        OptionalLong before = epoch;
        begin();
        if (before.isPresent() && !before.equals(epoch)) {
            differences.add("another leader has come since the last look, under epoch " + epoch);
        }
    }

    private void standbys(Replica leader, Image image, List<String> differences) {
        for (Replica replica : cluster.replicas()) {
            if (replica == leader || !replica.running()) {
                continue;
            }
            long stale =
                    replica.status().map(status -> status.stalenessMillis()).orElse(0L);
            if (stale > MOST_STALE.toMillis()) {
                differences.add(replica + " is a standby whose picture is " + stale + " ms old");
            }
            if (!Records.of(replica.image()).equals(Records.of(image))) {
                differences.add(replica + " is a standby and shows "
                        + Records.of(replica.image()).without(Records.of(image)) + ", the leader shows "
                        + Records.of(image).without(Records.of(replica.image())));
            }
        }
    }

    /** Where the ledger and what lies on nodes differ. */
    private List<Finding> findings(Image image) {
        Map<NodeName, PhysicalHoldings.OnNode> found = new LinkedHashMap<>();
        for (VirtualNode node : cluster.fleet().nodes()) {
            if (node.running()) {
                found.put(node.name(), node.exposed());
            }
        }
        return Differences.of(LedgerHoldings.of(image), found);
    }
}
