package dev.heddle.coordinator.engine;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.engine.port.Ledger;
import dev.heddle.coordinator.engine.port.Ledger.LedgerUnavailableException;
import java.time.InstantSource;

/**
 * A take-over that comes to nothing, on the ledger as it is. What a take-over needs is there and has run when one is due:
 * without, it would be the first time in this process.
 */
final class Rehearsal {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    private Rehearsal() {}

    /**
     * Reads the ledger, decides what a new leader decides first, and has the ledger refuse it.
     *
     * @return whether the ledger answered
     */
    static boolean run(Reigns reigns, Deciding decider, InstantSource clock) {
        try {
            EngineCore core = new EngineCore(decider, reigns.load(0), clock, () -> "rehearsed", committed -> {});
            core.submit(new Command.TakeOver(false), reply -> {});
            core.nextBatch().ifPresent(batch -> refused(reigns.committer().commit(Ledger.NO_EPOCH, batch)));
            return true;
        } catch (LedgerUnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "The ledger did not answer a rehearsal", e);
            return false;
        }
    }

    private static void refused(Committer.Result result) {
        LOG.log(System.Logger.Level.DEBUG, "A rehearsed take-over ended as {0}", result.end());
    }
}
