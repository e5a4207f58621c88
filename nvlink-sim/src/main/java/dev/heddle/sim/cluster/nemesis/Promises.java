package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.cluster.nemesis.Claim.State;
import java.util.function.BiConsumer;

/** What coordinators answer users, and whether they may. */
final class Promises {

    private static final String NOTHING_LOST = "I4";
    private static final String NO_FAULTS = "INTERNAL";

    private final Claims claims;
    private final Acks acks;
    private final BiConsumer<String, String> violations;
    private long restores;

    Promises(Claims claims, Acks acks, BiConsumer<String, String> violations) {
        this.claims = claims;
        this.acks = acks;
        this.violations = violations;
    }

    void restored() {
        restores++;
        claims.restored();
    }

    /** Answers may come late, in another order than that in which they were found. */
    boolean createHeard(Claim claim, Reply reply) {
        return switch (reply) {
            case Reply.Created created -> {
                created(claim, created);
                yield true;
            }
            case Reply.Refused refused -> createRefused(claim, refused);
            case Reply.Done _, Reply.Deleted _, Reply.Cordoned _ -> strange(claim, reply);
        };
    }

    /** Answers that come after its deletion was asked for bind nobody: it may be another one by then. */
    private void created(Claim claim, Reply.Created created) {
        ComputeDomainRecord record = created.computeDomain();
        check(claim, record);
        if (claim.state() == State.ASKED) {
            claim.become(State.LIVE);
            claim.is(record.uid());
        }
        if (claim.state() == State.LIVE) {
            acks.created(record);
        }
    }

    private void check(Claim claim, ComputeDomainRecord record) {
        if (claim.state() == State.LIVE
                && claim.uid().filter(record.uid()::equals).isEmpty()) {
            violations.accept(NOTHING_LOST, "the key of " + claim + " made " + record.uid() + " too");
        }
        Command.Create asked = claim.create().orElseThrow();
        if (!record.name().equals(asked.name())
                || !record.spec().equals(asked.spec())
                || !record.origin().equals(asked.origin())) {
            violations.accept(NOTHING_LOST, asked + " was answered with " + record);
        }
    }

    private boolean createRefused(Claim claim, Reply.Refused refused) {
        fault(refused);
        if (claim.state() != State.ASKED) {
            return true;
        }
        return switch (refused.code()) {
            case NOT_LEADER, LEDGER, INTERNAL, TOO_MANY -> false;
            case UNPLACEABLE -> {
                boolean waits = claim.create().orElseThrow().waitForCapacity();
                claims.gone(claim);
                yield waits ? strange(claim, refused) : true;
            }
            case IMPOSSIBLE, NAME_TAKEN, KEY_REUSED, NOT_FOUND, VERSION_CONFLICT, NODE_CONNECTED, IN_USE -> {
                claims.gone(claim);
                yield strange(claim, refused);
            }
        };
    }

    /** Same key, same content: the one that is there. */
    boolean repeatHeard(Claim claim, Reply reply) {
        if (reply instanceof Reply.Created created) {
            created(claim, created);
            return true;
        }
        return otherwise(claim, reply);
    }

    /** Same name, but not the request that made it: refused for as long as it is there. */
    boolean impostorHeard(Claim claim, Reply reply) {
        if (reply instanceof Reply.Refused refused
                && (refused.code() == Reply.Code.NAME_TAKEN || refused.code() == Reply.Code.KEY_REUSED)) {
            return true;
        }
        return otherwise(claim, reply);
    }

    private boolean otherwise(Claim claim, Reply reply) {
        if (Client.passing(reply)) {
            fault(reply);
            return false;
        }
        return claim.state() == State.LIVE ? strange(claim, reply) : true;
    }

    void deleteAsked(Claim claim) {
        claim.become(State.ENDING);
        claim.askedAt(restores);
        claim.uid().ifPresent(acks::deleteAsked);
    }

    boolean deleteHeard(Claim claim, Reply reply) {
        return switch (reply) {
            case Reply.Deleted deleted -> {
                deleted(claim, deleted.computeDomain().uid());
                if (deleted.gone()) {
                    claims.gone(claim);
                }
                yield true;
            }
            case Reply.Refused refused -> deleteRefused(claim, refused);
            case Reply.Done _, Reply.Created _, Reply.Cordoned _ -> strange(claim, reply);
        };
    }

    private void deleted(Claim claim, ComputeDomainUid uid) {
        // A request that was believed lost may have made another one of that name meanwhile.
        if (claim.uid().filter(uid::equals).isEmpty()) {
            acks.deleteAsked(uid);
        }
        acks.deleted(uid);
    }

    private boolean deleteRefused(Claim claim, Reply.Refused refused) {
        fault(refused);
        if (Client.passing(refused)) {
            return false;
        }
        if (refused.code() != Reply.Code.NOT_FOUND) {
            return strange(claim, refused);
        }
        if (claim.askedAt() == restores) {
            claim.uid().ifPresent(acks::deleted);
        }
        claims.gone(claim);
        return true;
    }

    private void fault(Reply reply) {
        if (reply instanceof Reply.Refused refused && refused.code() == Reply.Code.INTERNAL) {
            violations.accept(NO_FAULTS, "a coordinator answered " + refused);
        }
    }

    private boolean strange(Claim claim, Reply reply) {
        violations.accept(NOTHING_LOST, claim + " was answered with " + reply);
        return true;
    }
}
