package dev.heddle.sim.bugs;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.engine.port.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger that is written without one of its checks, as far as its writer can tell. For seeded bugs. */
public final class CarelessLedger implements Ledger {

    private final Ledger ledger;
    private final boolean versions;

    private CarelessLedger(Ledger ledger, boolean versions) {
        this.ledger = ledger;
        this.versions = versions;
    }

    /** Whatever version a record has, it is overwritten. */
    public static Ledger ignoringVersions(Ledger ledger) {
        return new CarelessLedger(ledger, false);
    }

    /** Whatever epoch is stored, it is written under. */
    public static Ledger ignoringEpochs(Ledger ledger) {
        return new CarelessLedger(ledger, true);
    }

    @Override
    public ClusterId clusterId() {
        return ledger.clusterId();
    }

    @Override
    public Contents load() {
        return ledger.load();
    }

    @Override
    public Optional<StoredRecord> read(RecordKey key) {
        return ledger.read(key);
    }

    @Override
    public Outcome commit(long epoch, List<Write> writes) {
        Outcome outcome = ledger.commit(epoch, writes);
        return switch (outcome) {
            case Outcome.Done done -> versions ? done : overwritten(epoch, writes, done.verdicts());
            case Outcome.Deposed deposed -> versions ? ledger.commit(deposed.storedEpoch(), writes) : deposed;
            case Outcome.Unknown unknown -> unknown;
        };
    }

    private Outcome overwritten(long epoch, List<Write> writes, List<Verdict> verdicts) {
        List<Verdict> after = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            if (!(verdicts.get(i) instanceof Verdict.Conflict conflict)) {
                after.add(verdicts.get(i));
                continue;
            }
            switch (overwrite(epoch, writes.get(i), conflict.currentVersion())) {
                case Outcome.Done done -> after.addAll(done.verdicts());
                case Outcome.Deposed deposed -> {
                    return deposed;
                }
                case Outcome.Unknown unknown -> {
                    return unknown;
                }
            }
        }
        return new Outcome.Done(after);
    }

    private Outcome overwrite(long epoch, Write write, long current) {
        if (current == 0 && write.body().isEmpty()) {
            return new Outcome.Done(List.of(new Verdict.Committed()));
        }
        long version = Math.max(write.newVersion(), current + 1);
        return ledger.commit(epoch, List.of(new Write(write.key(), current, version, write.body())));
    }
}
