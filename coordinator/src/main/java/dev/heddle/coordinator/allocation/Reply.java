package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.placement.CliqueVerdict;
import java.util.List;

/** Answer to a command, given only after everything it rests on is in the ledger. */
public sealed interface Reply {

    /** Done, nothing more to say. */
    record Done() implements Reply {}

    /**
     * The ComputeDomain exists.
     *
     * @param computeDomain its record when it was decided
     * @param version version of the record
     * @param repeated whether an earlier request with the same key made it
     */
    record Created(ComputeDomainRecord computeDomain, long version, boolean repeated) implements Reply {}

    /**
     * The ComputeDomain gives back, or is gone.
     *
     * @param computeDomain its last record
     * @param version version of the record
     * @param gone whether nothing is left of it
     */
    record Deleted(ComputeDomainRecord computeDomain, long version, boolean gone) implements Reply {}

    /**
     * Nodes were cordoned or uncordoned.
     *
     * @param changed nodes that were not so before
     * @param blocking ComputeDomains that still hold something on any of the nodes asked for
     */
    record Cordoned(List<NodeName> changed, List<ComputeDomainName> blocking) implements Reply {

        /** Copies the lists. */
        public Cordoned {
            changed = List.copyOf(changed);
            blocking = List.copyOf(blocking);
        }
    }

    /**
     * It was refused; nothing changed.
     *
     * @param code why
     * @param message one sentence for people that names the fix
     * @param verdicts where it was about room, a verdict for each clique
     */
    record Refused(Code code, String message, List<CliqueVerdict> verdicts) implements Reply {

        /** Copies the verdicts. */
        public Refused {
            verdicts = List.copyOf(verdicts);
        }

        /** Without verdicts. */
        public static Refused because(Code code, String message) {
            return new Refused(code, message, List.of());
        }
    }

    /** Why a command was refused. */
    enum Code {
        /** Another ComputeDomain has the name. */
        NAME_TAKEN,
        /** The idempotency key came with another content. */
        KEY_REUSED,
        /** There is no such thing. */
        NOT_FOUND,
        /** The record has another version. */
        VERSION_CONFLICT,
        /** It does not fit now and may not wait. */
        UNPLACEABLE,
        /** No clique could take it, even if everything were free. */
        IMPOSSIBLE,
        /** The limit of ComputeDomains or waiting commands is reached. */
        TOO_MANY,
        /** The node's agent speaks: it is not powered off. */
        NODE_CONNECTED,
        /** Something is still granted there. */
        IN_USE,
        /** This replica does not lead. */
        NOT_LEADER,
        /** The ledger does not answer or refuses the write. */
        LEDGER,
        /** A fault of this program. */
        INTERNAL
    }
}
