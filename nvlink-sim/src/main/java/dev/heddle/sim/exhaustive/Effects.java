package dev.heddle.sim.exhaustive;

import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.engine.EngineCore;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a step of a leader lets others see.
 *
 * @param claims records that are shown, or promised, as committed
 * @param gone records of which a client is told that they are gone
 */
record Effects(List<Claim> claims, List<String> gone) {

    Effects {
        claims = List.copyOf(claims);
        gone = List.copyOf(gone);
    }

    /**
     * A record that is said to be committed.
     *
     * @param record its name
     * @param version from this version on
     * @param how in what way it was said
     */
    record Claim(String record, long version, String how) {}

    /** What is wrong with these words, given what the ledger holds. */
    Optional<String> lie(Store store) {
        for (Claim claim : claims) {
            Store.Row row = store.rows().get(claim.record());
            boolean there = row == null ? store.ever().contains(claim.record()) : row.version() >= claim.version();
            if (!there) {
                return Optional.of("I4: " + claim.record() + " is " + claim.how() + " at version " + claim.version()
                        + " before it is committed");
            }
        }
        return gone.stream()
                .filter(store.rows()::containsKey)
                .findFirst()
                .map(record -> "I4: " + record + " is said to be gone and is not");
    }

    /** Collects what is shown and answered during a step. */
    static final class Collector implements Consumer<EngineCore.Committed> {

        private final List<Claim> claims = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();

        @Override
        public void accept(EngineCore.Committed committed) {
            for (Event event : committed.events()) {
                switch (event) {
                    case Event.UnitWritten written ->
                        claims.add(new Claim(name(Kind.UNIT, written.unit().id().value()), written.version(), "shown"));
                    case Event.ComputeDomainWritten written ->
                        claims.add(new Claim(
                                computeDomain(written.computeDomain().uid().value()), written.version(), "shown"));
                    case Event.UnitErased erased -> {}
                    case Event.ComputeDomainErased erased ->
                        gone.add(computeDomain(erased.computeDomain().value()));
                    case Event.NodeObserved observed -> {}
                    case Event.NodeDropped dropped -> {}
                    case Event.DomainMoved moved -> {}
                    case Event.Noted noted -> {}
                }
            }
        }

        void answered(Reply reply) {
            if (reply instanceof Reply.Created created) {
                claims.add(new Claim(computeDomain(created.computeDomain().uid().value()), 1, "acknowledged"));
            } else if (reply instanceof Reply.Deleted deleted && deleted.gone()) {
                gone.add(computeDomain(deleted.computeDomain().uid().value()));
            }
        }

        /** What came and went in one batch was never in the ledger, and need not be. */
        Effects take() {
            claims.removeIf(claim -> gone.contains(claim.record()));
            Effects effects = new Effects(claims, gone);
            claims.clear();
            gone.clear();
            return effects;
        }

        private static String computeDomain(String uid) {
            return name(Kind.COMPUTE_DOMAIN, uid);
        }

        private static String name(Kind kind, String id) {
            return Store.name(new RecordKey(kind, id));
        }
    }

    /**
     * Someone who waits for a reply.
     *
     * @param collector takes it
     * @param request what was asked
     */
    record Asker(Collector collector, String request) implements Consumer<Reply> {

        @Override
        public void accept(Reply reply) {
            collector.answered(reply);
        }
    }
}
