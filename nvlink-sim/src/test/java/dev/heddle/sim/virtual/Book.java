package dev.heddle.sim.virtual;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the scripted control plane knows of one node; immutable. */
record Book(
        long generation,
        Optional<BootId> boot,
        boolean scrub,
        Map<ComputeDomainUid, Grant> wanted,
        Map<ComputeDomainUid, Releasing> releasing) {

    static final ClusterId CLUSTER = new ClusterId("cluster-a");
    static final Book EMPTY = new Book(0, Optional.empty(), false, Map.of(), Map.of());

    /** A grant that is free once its node says so at this generation or later. */
    record Releasing(Grant grant, long generation) {}

    Book granted(Grant grant) {
        Map<ComputeDomainUid, Grant> more = new LinkedHashMap<>(wanted);
        more.put(grant.computeDomain(), grant);
        return new Book(generation + 1, boot, scrub, more, releasing);
    }

    Book released(ComputeDomainUid uid) {
        Map<ComputeDomainUid, Grant> less = new LinkedHashMap<>(wanted);
        Map<ComputeDomainUid, Releasing> more = new LinkedHashMap<>(releasing);
        Grant grant = less.remove(uid);
        if (grant == null) {
            return this;
        }
        more.put(uid, new Releasing(grant, generation + 1));
        return new Book(generation + 1, boot, scrub, less, more);
    }

    Book freed(ComputeDomainUid uid) {
        Map<ComputeDomainUid, Releasing> less = new LinkedHashMap<>(releasing);
        less.remove(uid);
        return new Book(generation, boot, scrub, wanted, less);
    }

    Book adopted(BootId newBoot, long atLeast, boolean scrubFirst) {
        return new Book(Math.max(generation, atLeast) + 1, Optional.of(newBoot), scrubFirst, wanted, releasing);
    }

    /** The order that follows from it; none before adoption. */
    Optional<Desired> desired(long epoch) {
        return boot.map(known -> new Desired(
                CLUSTER, new Stamp(epoch, generation), known, List.copyOf(wanted.values()), List.of(), scrub));
    }
}
