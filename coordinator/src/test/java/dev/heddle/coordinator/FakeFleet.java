package dev.heddle.coordinator;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.placement.GangRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Racks of {@link FakeNode}s that report to a {@link FakeEngine}. */
public final class FakeFleet {

    private static final int ROUNDS = 4;

    private final FakeEngine engine;
    private final List<FakeNode> nodes = new ArrayList<>();

    /** Racks {@code rack-01} and on, each with {@code trays} trays from 0, all adopted and healthy. */
    public FakeFleet(FakeEngine engine, int racks, int trays) {
        this.engine = engine;
        for (int rack = 1; rack <= racks; rack++) {
            for (int tray = 0; tray < trays; tray++) {
                nodes.add(new FakeNode(rack, tray));
            }
        }
        converge();
    }

    /** Everyone reports, obeys and reports again. */
    public void converge() {
        for (int round = 0; round < ROUNDS; round++) {
            nodes.forEach(this::report);
            nodes.forEach(node -> DesiredState.of(engine.image(), node.name).ifPresent(node::obey));
            nodes.forEach(this::report);
            engine.submit(new Command.Tick(true));
        }
    }

    /** One node does what it is told, if it is told anything, and reports. */
    public void obey(FakeNode node) {
        DesiredState.of(engine.image(), node.name).ifPresent(node::obey);
        report(node);
    }

    /** One node reports. */
    public void report(FakeNode node) {
        engine.observe(node.observation(nodes));
    }

    /** A node. */
    public FakeNode node(int rack, int tray) {
        String name = new FakeNode(rack, tray).name.value();
        return nodes.stream()
                .filter(node -> node.name.value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every node. */
    public List<FakeNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Asks for a ComputeDomain of whole nodes. */
    public Reply create(String name, int count) {
        return engine.submit(new Command.Create(
                        new ComputeDomainName(name),
                        new ComputeDomainSpec(new GangRequest(count, 4, OptionalInt.empty()), Optional.empty()),
                        Optional.empty(),
                        true))
                .toCompletableFuture()
                .join();
    }
}
