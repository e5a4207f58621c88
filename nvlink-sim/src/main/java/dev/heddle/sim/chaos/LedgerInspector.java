package dev.heddle.sim.chaos;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.ledger.JsonRecordCodec;
import dev.heddle.coordinator.ledger.LedgerCheck;
import dev.heddle.sim.chaos.history.Answer;
import dev.heddle.sim.chaos.history.Attempt;
import dev.heddle.sim.chaos.history.Lives;
import dev.heddle.sim.chaos.history.Sightings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What every view of the ledger must satisfy by itself, and after the one before: no overlap, no damage, nothing that
 * goes back. Remembers what the histories need. One thread calls.
 */
final class LedgerInspector {

    /** Client number of the ledger's own words in histories. */
    static final int LEDGER = -1;

    private final Journal journal;
    private final Sightings sightings;
    private final Consumer<Attempt> history;
    private final Map<String, Lives.Origin> origins = new HashMap<>();
    private final Map<String, Long> gone = new HashMap<>();
    private final Map<Ledger.RecordKey, Long> versions = new HashMap<>();
    private final Map<NodeName, Long> generations = new HashMap<>();
    private final Map<String, Answer> shown = new HashMap<>();
    private long epoch;

    LedgerInspector(Journal journal, Sightings sightings, Consumer<Attempt> history) {
        this.journal = journal;
        this.sightings = sightings;
        this.history = history;
    }

    /** Checks a view. */
    void inspect(Watch.View view) {
        view.unreadable().forEach(journal::violation);
        LedgerCheck.findings(view.contents(), new JsonRecordCodec()).forEach(journal::violation);
        neverBack(view);
        lives(view);
        names(view);
        Map<String, Set<String>> held = new HashMap<>();
        view.grants()
                .forEach(granted -> held.computeIfAbsent(
                                granted.grant().computeDomain().value(), any -> new HashSet<>())
                        .addAll(Things.of(granted)));
        sightings.look("ledger", view.begin(), view.end(), held);
    }

    private void neverBack(Watch.View view) {
        if (view.contents().epoch() < epoch) {
            journal.violation("the ledger's epoch went from " + epoch + " to "
                    + view.contents().epoch());
        }
        epoch = view.contents().epoch();
        for (Ledger.StoredRecord record : view.contents().records()) {
            Long before = versions.put(record.key(), record.version());
            if (before != null && record.version() < before) {
                journal.violation(record.key() + " went from version " + before + " to " + record.version());
            }
        }
        for (UnitRecord unit : view.units()) {
            unit.nodes().values().forEach(node -> {
                Long before = generations.put(node.name(), node.generation());
                if (before != null && node.generation() < before) {
                    journal.violation(node.name() + " went from generation " + before + " to " + node.generation());
                }
            });
        }
    }

    private void lives(Watch.View view) {
        Set<String> there = new HashSet<>();
        for (ComputeDomainRecord record : view.computeDomains()) {
            String uid = record.uid().value();
            there.add(uid);
            String key = record.origin()
                    .map(ComputeDomainRecord.Origin::idempotencyKey)
                    .orElse("");
            origins.put(uid, new Lives.Origin(record.name().value(), key));
            if (gone.containsKey(uid)) {
                journal.violation(record.name() + " (" + uid + ") is back after it was gone");
            }
        }
        origins.keySet().stream().filter(uid -> !there.contains(uid)).forEach(uid -> gone.putIfAbsent(uid, view.end()));
    }

    /** What changed about a name is what a reader of the ledger would have been told. */
    private void names(Watch.View view) {
        Map<String, Answer> now = new HashMap<>();
        for (ComputeDomainRecord record : view.computeDomains()) {
            Answer before = now.put(
                    record.name().value(),
                    new Answer.Shown(
                            record.uid().value(), record.phase() == Phase.RELEASING ? "Releasing" : "Live", List.of()));
            if (before != null) {
                journal.violation("two ComputeDomains are called " + record.name());
            }
        }
        Set<String> names = new HashSet<>(shown.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Answer answer = now.getOrDefault(name, new Answer.Absent());
            if (!answer.equals(shown.put(name, answer))) {
                Attempt.Request read = new Attempt.Request.Read();
                history.accept(new Attempt(LEDGER, name, read, answer, view.begin(), view.begin(), view.end()));
            }
        }
    }

    Map<String, Lives.Origin> origins() {
        return Map.copyOf(origins);
    }

    Map<String, Long> gone() {
        return Map.copyOf(gone);
    }
}
