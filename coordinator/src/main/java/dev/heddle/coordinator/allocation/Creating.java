package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.placement.GangRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** New ComputeDomains. */
final class Creating {

    private Creating() {}

    static Reply create(Draft draft, Command.Create create) {
        Optional<ComputeDomainState> taken = draft.image().computeDomain(create.name());
        if (taken.isPresent()) {
            return repeated(taken.get(), create);
        }
        if (draft.image().computeDomains().size() >= draft.rules().maxComputeDomains()) {
            return Reply.Refused.because(
                    Reply.Code.TOO_MANY,
                    "There are " + draft.rules().maxComputeDomains() + " ComputeDomains already; delete some first.");
        }
        int most = mostGpus(draft.image());
        if (most > 0 && create.spec().gang().gpusPerNode() > most) {
            return Reply.Refused.because(
                    Reply.Code.IMPOSSIBLE,
                    "No node has " + create.spec().gang().gpusPerNode() + " GPUs; ask for at most " + most
                            + " GPUs per node.");
        }
        ComputeDomainRecord record = new ComputeDomainRecord(
                new ComputeDomainUid(draft.context().ids().get()),
                create.name(),
                create.spec(),
                draft.context().now(),
                create.origin(),
                Phase.PENDING,
                List.of(),
                Optional.empty(),
                "",
                "");
        GangRequest gang = create.spec().gang();
        Instant now = draft.context().now();
        Duration patience = draft.rules().patience();
        boolean placed = Placing.grant(draft, record, Placing.find(draft.image(), gang, now, patience));
        if (!placed && !create.waitForCapacity()) {
            return new Reply.Refused(
                    Reply.Code.UNPLACEABLE,
                    "No clique has room for it now.",
                    Placing.explain(draft.image(), gang, now, patience).verdicts());
        }
        if (!placed) {
            draft.write(record.in(Phase.PENDING, "NoRoom", "No clique has room for it now."));
            draft.note(true, "ComputeDomainPending", record, record.name() + " waits: no clique has room for it now.");
        }
        return new Reply.Created(
                draft.image().computeDomain(create.name()).orElseThrow().computeDomain(),
                draft.version(record.uid()),
                false);
    }

    /** GPUs of the largest node known; 0 = no node is known. */
    private static int mostGpus(Image image) {
        int most = 0;
        for (UnitState unit : image.units().values()) {
            most = Math.max(most, unit.mostGpus());
        }
        return most;
    }

    private static Reply repeated(ComputeDomainState known, Command.Create create) {
        ComputeDomainRecord record = known.computeDomain();
        if (create.origin().isEmpty() || record.origin().isEmpty()) {
            return taken(record);
        }
        ComputeDomainRecord.Origin now = create.origin().get();
        ComputeDomainRecord.Origin then = record.origin().get();
        if (!now.idempotencyKey().equals(then.idempotencyKey())) {
            return taken(record);
        }
        return now.equals(then)
                ? new Reply.Created(record, known.version(), true)
                : Reply.Refused.because(
                        Reply.Code.KEY_REUSED,
                        "That Idempotency-Key made " + record.name() + " with another content; use a new key.");
    }

    private static Reply taken(ComputeDomainRecord record) {
        return Reply.Refused.because(
                Reply.Code.NAME_TAKEN,
                "A ComputeDomain " + record.name() + " exists (" + Names.camel(record.phase())
                        + "); choose another name or delete it first.");
    }
}
