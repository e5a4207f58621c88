package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Decider;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.allocation.Rules;
import dev.heddle.coordinator.lifecycle.Lifecycles;
import dev.heddle.coordinator.placement.GangRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** One leader, its ledger and some racks of agents, in one thread. */
final class TestCluster {

    final MemoryLedger ledger;
    final List<TestAgent> agents = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    EngineCore core;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long ids;

    TestCluster(int racks, int trays, int gpus, Optional<RandomGenerator> faults) {
        ledger = new MemoryLedger(faults);
        for (int rack = 0; rack < racks; rack++) {
            for (int tray = 0; tray < trays; tray++) {
                agents.add(new TestAgent(rack, tray, gpus));
            }
        }
        core = elect();
    }

    /** Another leader on the same ledger; whatever the last one had not committed is lost. */
    EngineCore elect() {
        ledger.epoch++;
        Image start = new RecordLoader(ledger).load(ledger.clusterId(), ledger.epoch, ledger.load());
        core = new EngineCore(decider(), start, () -> now, () -> "id-" + ids++, change -> {
            violations.addAll(Invariants.of(change.after()));
            violations.addAll(Invariants.told(change));
        });
        core.submit(new Command.TakeOver(false), reply -> {});
        return core;
    }

    static Decider decider() {
        Rules rules = new Rules(
                Lifecycles.computeDomains(),
                Lifecycles.domains(),
                Rules.DEFAULT_PATIENCE,
                Rules.DEFAULT_MAX_COMPUTE_DOMAINS);
        return new Decider(rules);
    }

    Reply ask(Command command) {
        List<Reply> replies = new ArrayList<>();
        core.submit(command, replies::add);
        commit();
        return replies.getFirst();
    }

    Reply create(String name, int nodes, int gpusPerNode) {
        return ask(new Command.Create(
                new ComputeDomainName(name),
                new ComputeDomainSpec(new GangRequest(nodes, gpusPerNode, OptionalInt.empty()), Optional.empty()),
                Optional.empty(),
                true));
    }

    Reply delete(String name) {
        return ask(new Command.Delete(new ComputeDomainName(name), OptionalLong.empty()));
    }

    Optional<Phase> phase(String name) {
        return core.committed()
                .computeDomain(new ComputeDomainName(name))
                .map(state -> state.computeDomain().phase());
    }

    /** Takes what waits to the ledger until nothing waits. */
    void commit() {
        Committer committer = new Committer(ledger, ledger);
        for (Optional<Batch> next = core.nextBatch(); next.isPresent(); next = core.nextBatch()) {
            Batch batch = next.get();
            while (true) {
                Committer.Result result = committer.commit(ledger.epoch, batch);
                if (result.end() instanceof Committer.End.Unknown) {
                    batch = batch.again();
                    core.retry(batch);
                    continue;
                }
                end(batch, result.end());
                break;
            }
        }
    }

    private void end(Batch batch, Committer.End end) {
        switch (end) {
            case Committer.End.Committed committed when batch.attempt() == 0 -> core.committed(batch);
            case Committer.End.Committed committed ->
                core.settled(batch, true, Optional.empty(), new Reigns(ledger, ledger).stored(batch));
            case Committer.End.Failed failed ->
                core.settled(batch, false, failed.refusal(), new Reigns(ledger, ledger).stored(batch));
            case Committer.End.Deposed deposed -> throw new AssertionError("deposed");
            case Committer.End.Unknown unknown -> throw new AssertionError("handled before");
        }
    }

    void report(TestAgent agent) {
        core.submit(new Command.Observe(agent.observation(agents)), reply -> {});
        commit();
    }

    void obey(TestAgent agent) {
        Optional<Desired> desired = DesiredState.of(core.committed(), agent.node);
        if (agent.connected) {
            desired.ifPresent(agent::obey);
        }
        violations.addAll(Invariants.physical(agents));
    }

    /** Everyone reports and obeys until nothing changes any more. */
    void converge() {
        for (int round = 0; round < 30; round++) {
            agents.forEach(this::report);
            agents.forEach(this::obey);
            agents.forEach(this::report);
            ask(new Command.Tick(true));
        }
    }

    TestAgent agent(int rack, int tray) {
        NodeName name = new TestAgent(rack, tray, 1).node;
        return agents.stream()
                .filter(agent -> agent.node.equals(name))
                .findFirst()
                .orElseThrow();
    }
}
