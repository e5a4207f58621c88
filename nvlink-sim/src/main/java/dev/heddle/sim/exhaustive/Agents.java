package dev.heddle.sim.exhaustive;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.agent.apply.Applier;
import dev.heddle.agent.apply.NodePaths;
import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Steps of real agents. An agent is started for each step and gone after it, so that every step is also one after a
 * restart; what an agent that lives on would do otherwise is left to the simulation.
 */
final class Agents {

    private static final int MOST_TURNS = 4;

    private final Path state;
    private final Hardware hardware;
    private int changes;

    /**
     * @param state an empty folder, in which agents keep nothing but their lock
     * @param hardware what they see of their nodes
     */
    Agents(Path state, Hardware hardware) {
        this.state = state;
        this.hardware = hardware;
    }

    /** A node whose agent has never run. */
    Node fresh(int index) {
        Applied nothing = new Applied(
                Stamp.NONE,
                hardware.boot(index, 1),
                new AgentInstance("agent"),
                RecordState.INTACT,
                List.of(),
                Optional.empty());
        return converged(
                new Node(index, 1, 1, true, Disk.empty(), new TreeMap<>(), nothing, Optional.empty(), Stamp.NONE));
    }

    /** Changes of the disk that the last step made. */
    int changes() {
        return changes;
    }

    /** The agent starts, and goes on with what is unfinished. */
    Node converged(Node node) {
        return step(node, Optional.empty(), Machine.FOREVER);
    }

    /**
     * The agent starts and is given an order.
     *
     * @param changesBeforeDeath changes of the disk after which it dies, {@link Machine#FOREVER} = it does not
     */
    Node ordered(Node node, Desired desired, int changesBeforeDeath) {
        return step(node, Optional.of(desired), changesBeforeDeath);
    }

    /** The record is gone. */
    Node forgetful(Node node) {
        SortedMap<Path, Disk.File> now = new TreeMap<>(node.disk().now());
        SortedMap<Path, Disk.File> synced = new TreeMap<>(node.disk().synced());
        now.keySet().removeIf(path -> path.startsWith(state));
        synced.keySet().removeIf(path -> path.startsWith(state));
        Node forgotten = node.with(new Disk(now, synced), new TreeMap<>(node.workloads()))
                .inSession(node.session() + 1)
                .obeying(Stamp.NONE);
        return converged(forgotten);
    }

    private Node step(Node node, Optional<Desired> desired, int changesBeforeDeath) {
        Machine machine = new Machine(node.disk(), node.workloads(), changesBeforeDeath);
        Optional<AppliedState> said;
        try {
            said = lived(node, machine, desired);
        } catch (Machine.Death e) {
            // It says nothing more until it is started again.
            return node.with(machine.disk(), new TreeMap<>(node.workloads())).started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changes = changesBeforeDeath - machine.changesLeft();
        Node after = node.with(machine.disk(), new TreeMap<>(node.workloads())).started();
        return said(after, said);
    }

    private Optional<AppliedState> lived(Node node, Machine machine, Optional<Desired> desired) throws IOException {
        List<AppliedState> words = new ArrayList<>();
        try (Applier applier = open(node, machine, words)) {
            if (desired.isPresent()) {
                applier.order(desired.get());
            }
            for (int turn = 0; applier.unfinished() && turn < MOST_TURNS; turn++) {
                applier.converge();
            }
        }
        return Optional.of(words.getLast());
    }

    private Applier open(Node node, Machine machine, List<AppliedState> words) throws IOException {
        Applier.Ports ports = new Applier.Ports(
                machine,
                new NodePaths(Path.of("/"), Node.CDI),
                machine,
                new AgentInstance("agent"),
                () -> Optional.of(hardware.report(node.index())),
                words::add);
        return Applier.open(ports, state, hardware.name(node.index()), hardware.boot(node.index(), node.boot()));
    }

    private static Node said(Node node, Optional<AppliedState> state) {
        Applied words = state.orElseThrow().applied();
        Applied unrefused = new Applied(
                words.stamp(), words.boot(), words.instance(), words.record(), words.held(), Optional.empty());
        Node after = node.saying(unrefused, state.get().cluster());
        boolean higher = words.record() == RecordState.INTACT && words.stamp().compareTo(node.obeyed()) > 0;
        return higher ? after.obeying(words.stamp()) : after;
    }
}
