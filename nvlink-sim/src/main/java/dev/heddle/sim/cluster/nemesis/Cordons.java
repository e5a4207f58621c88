package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.sim.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes that an operator lets nothing onto, and opens again. */
final class Cordons {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Client client;
    private final Repairs repairs;
    private final List<Question> opening = new ArrayList<>();
    private int waiting;

    Cordons(Cluster cluster, Client client) {
        this.cluster = cluster;
        this.client = client;
        this.repairs = new Repairs(cluster.time());
    }

    /** Cordons nodes for so long. */
    void cordon(List<NodeName> nodes, Duration duration) {
        boolean[] wanted = {true};
        Question question = client.ask(
                new Command.Cordon(nodes, true), () -> wanted[0], reply -> !Client.passing(reply));
        repairs.after(duration, "node opened again", () -> {
            wanted[0] = false;
            waiting++;
            uncordonAfter(question, nodes);
        });
    }

    /** Whoever may still be about to cordon them is waited for, or they would stay so for ever. */
    private void uncordonAfter(Question question, List<NodeName> nodes) {
        if (question.pending()) {
            cluster.time().after(LOOK, "operator looks", () -> uncordonAfter(question, nodes));
        } else {
            waiting--;
            nodes.forEach(this::uncordon);
        }
    }

    private void uncordon(NodeName node) {
        opening.removeIf(Question::over);
        opening.add(
                client.ask(new Command.Cordon(List.of(node), false), () -> true, reply -> !Client.passing(reply)));
    }

    /** Opens everything that is cordoned, also what only a restored ledger says is. */
    void mend() {
        repairs.now();
        List<NodeName> left = new ArrayList<>();
        for (UnitRecord unit : cluster.store().units()) {
            unit.nodes().values().stream()
                    .filter(node -> node.state().cordoned())
                    .map(UnitNode::name)
                    .forEach(left::add);
        }
        left.forEach(this::uncordon);
    }

    /** Whether nothing is cordoned, or about to be. */
    boolean settled() {
        opening.removeIf(Question::over);
        return opening.isEmpty() && waiting == 0 && repairs.open() == 0;
    }
}
