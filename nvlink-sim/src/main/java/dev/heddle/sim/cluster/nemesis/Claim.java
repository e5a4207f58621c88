package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ComputeDomain as its user sees it. */
final class Claim {

    /** How far it is. */
    enum State {
        /** Its create was asked for, and is not answered. */
        ASKED,
        /** It is known to exist. */
        LIVE,
        /** Its deletion was asked for. */
        ENDING,
        /** Nothing is left of it. */
        GONE
    }

    private final ComputeDomainName name;
    private final ComputeDomainSpec spec;
    private final Command.@Nullable Create create;
    private State state;
    private @Nullable ComputeDomainUid uid;
    private @Nullable Question deletion;
    private long askedAt;

    /** About to be asked for. */
    Claim(Command.Create create) {
        this.name = create.name();
        this.spec = create.spec();
        this.create = create;
        this.state = State.ASKED;
    }

    /** Found; nobody here asked for it. */
    Claim(ComputeDomainRecord found) {
        this.name = found.name();
        this.spec = found.spec();
        this.create = null;
        this.state = State.LIVE;
        this.uid = found.uid();
    }

    ComputeDomainName name() {
        return name;
    }

    int gpus() {
        return Gangs.gpus(spec);
    }

    /** The request that made it; empty for what was found. */
    Optional<Command.Create> create() {
        return Optional.ofNullable(create);
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    Optional<ComputeDomainUid> uid() {
        return Optional.ofNullable(uid);
    }

    void is(ComputeDomainUid known) {
        uid = known;
    }

    /** Whether its deletion is being asked for, and not answered. */
    boolean isBeingDeleted() {
        return deletion != null && !deletion.over();
    }

    void deletedBy(Question question) {
        deletion = question;
    }

    /** How often the ledger had been restored when its deletion was asked for. */
    long askedAt() {
        return askedAt;
    }

    void askedAt(long restores) {
        askedAt = restores;
    }

    @Override
    public String toString() {
        return name + " (" + uid + ", " + state + ")";
    }
}
