package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;

/**
 * Hears what users were promised, at the moment of the promise. After the ledger was restored from a backup none of it
 * binds any more: what was acknowledged after the backup may be gone, and what was deleted after it may be back, also
 * as Orphaned.
 */
public interface Acks {

    /**
     * A create was acknowledged. From now on the ledger has this ComputeDomain until its deletion is asked for. May be
     * called again for one that is known: requests are repeated.
     */
    void created(ComputeDomainRecord computeDomain);

    /** The deletion of a ComputeDomain is about to be asked for. It may now end at any time, or go on for ever. */
    void deleteAsked(ComputeDomainUid computeDomain);

    /** A deletion was acknowledged: it gives back or is gone, and is never live again. */
    void deleted(ComputeDomainUid computeDomain);
}
