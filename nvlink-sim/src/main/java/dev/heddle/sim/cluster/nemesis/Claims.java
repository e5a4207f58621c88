package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.sim.cluster.LedgerStore;
import dev.heddle.sim.cluster.nemesis.Claim.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that users have, or believe to have. */
final class Claims {

    private final LedgerStore store;
    private final Map<ComputeDomainName, Claim> claims = new LinkedHashMap<>();

    Claims(LedgerStore store) {
        this.store = store;
    }

    void add(Claim claim) {
        claims.put(claim.name(), claim);
    }

    void gone(Claim claim) {
        claim.become(State.GONE);
        claims.remove(claim.name(), claim);
    }

    List<Claim> in(State state) {
        return claims.values().stream().filter(claim -> claim.state() == state).toList();
    }

    /** GPUs that were asked for and not given back. */
    int gpus() {
        return claims.values().stream()
                .filter(claim -> claim.state() == State.ASKED || claim.state() == State.LIVE)
                .mapToInt(Claim::gpus)
                .sum();
    }

    /**
     * Looks at a list of everything, as users do: what nobody remembers is taken over, such as what a request made that
     * was believed lost, or what was found on nodes after the ledger was restored; what has ended is forgotten.
     */
    void look() {
        Map<ComputeDomainName, ComputeDomainRecord> listed = listed();
        for (Claim claim : new ArrayList<>(claims.values())) {
            boolean over = claim.state() == State.ENDING && !claim.isBeingDeleted();
            if (over && !listed.containsKey(claim.name())) {
                gone(claim);
            }
        }
        listed.values().forEach(this::takeOver);
    }

    private void takeOver(ComputeDomainRecord record) {
        if (claims.containsKey(record.name())) {
            return;
        }
        Claim found = new Claim(record);
        found.become(record.phase() == Phase.RELEASING ? State.ENDING : State.LIVE);
        add(found);
    }

    /** The ledger is another one: only what it has is there, and all that it has is there again. */
    void restored() {
        Map<ComputeDomainName, ComputeDomainRecord> listed = listed();
        for (Claim claim : new ArrayList<>(claims.values())) {
            ComputeDomainRecord record = listed.get(claim.name());
            if (claim.state() == State.ASKED || claim.isBeingDeleted()) {
                continue;
            }
            if (record == null) {
                gone(claim);
            } else {
                claim.is(record.uid());
                claim.become(record.phase() == Phase.RELEASING ? State.ENDING : State.LIVE);
            }
        }
    }

    private Map<ComputeDomainName, ComputeDomainRecord> listed() {
        Map<ComputeDomainName, ComputeDomainRecord> listed = new TreeMap<>();
        store.computeDomains().forEach(record -> listed.put(record.name(), record));
        return listed;
    }
}
