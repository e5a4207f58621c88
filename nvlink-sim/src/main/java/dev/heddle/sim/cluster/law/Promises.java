package dev.heddle.sim.cluster.law;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.sim.virtual.NodeInvariants.Found;
import java.util.HashSet;
import java.util.Set;

/**
 * I4: what a user was told is so. Every ComputeDomain of which a user was told is there until a user asks for its
 * delete, and none comes back. Nobody uses a time to live.
 */
final class Promises {

    private final Book book;
    private final Found found;
    private final Set<ComputeDomainUid> seen = new HashSet<>();
    private final Set<ComputeDomainUid> promised = new HashSet<>();
    private final Set<ComputeDomainUid> asked = new HashSet<>();
    private final Set<ComputeDomainName> askedNames = new HashSet<>();
    private final Set<ComputeDomainUid> gone = new HashSet<>();
    private final Set<ComputeDomainUid> excused = new HashSet<>();

    Promises(Book book, Found found) {
        this.book = book;
        this.found = found;
    }

    /** A record came to be. */
    void appeared(ComputeDomainRecord record) {
        seen.add(record.uid());
        // What an older ledger had forgotten, or undone, may be found on a node.
        boolean foundAgain = excused.contains(record.uid()) && record.phase() == Phase.ORPHANED;
        if (gone.contains(record.uid()) && !foundAgain) {
            found.violation("I4", record.uid() + " was gone and is there again");
        }
    }

    /** A record was erased. */
    void erased(ComputeDomainRecord record) {
        gone.add(record.uid());
        if (promised.contains(record.uid()) && !isAsked(record)) {
            found.violation("I4", record.uid() + " is gone, and nobody has asked for its delete");
        }
    }

    private boolean isAsked(ComputeDomainRecord record) {
        return asked.contains(record.uid()) || askedNames.contains(record.name());
    }

    void acknowledged(ComputeDomainRecord record) {
        boolean there = book.computeDomain(record.uid()).isPresent();
        if (!there && !isAsked(record) && !excused.contains(record.uid())) {
            found.violation("I4", record.uid() + " was acknowledged and is not in the ledger");
        }
        if (there) {
            promised.add(record.uid());
        }
    }

    void deleteAsked(ComputeDomainUid uid) {
        asked.add(uid);
    }

    void deleteAsked(ComputeDomainName name) {
        askedNames.add(name);
    }

    /** It gives back, or is gone. */
    void deleted(ComputeDomainUid uid) {
        boolean live = book.computeDomain(uid)
                .filter(record -> record.phase() != Phase.RELEASING)
                .isPresent();
        if (live && !excused.contains(uid)) {
            found.violation("I4", uid + " is said to end and is live in the ledger");
        }
    }

    /**
     * The ledger is an older one. It keeps what it holds; what it has forgotten may be found on nodes, and answers given
     * before may still be on their way.
     */
    void restored() {
        excused.addAll(seen);
        gone.clear();
        promised.clear();
        promised.addAll(book.computeDomains());
    }
}
