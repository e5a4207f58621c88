package dev.heddle.coordinator.engine;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** What adapters ask of the engine and what it shows them. All methods may be called from any thread. */
public interface Engine {

    /**
     * Asks for something. The reply comes after everything it rests on is in the ledger; on a replica that does not
     * lead it is {@link Reply.Code#NOT_LEADER}, on a full queue {@link Reply.Code#TOO_MANY}. Never fails otherwise.
     */
    CompletionStage<Reply> submit(Command command);

    /**
     * Hands in all that is known of a node. Never blocks: only the newest of each node is kept until its turn. On a
     * standby it goes to the leader.
     */
    void observe(NodeObservation observation);

    /** The newest committed image. */
    Image image();

    /** Role and load. */
    Status status();

    /**
     * Calls back after each change of the committed image, in order, on the engine's thread: listeners must return at
     * once.
     *
     * @return cancels the subscription
     */
    Runnable subscribe(Listener listener);

    /** Sees changes. */
    interface Listener {

        /** The committed image changed. */
        void changed(Change change);
    }

    /**
     * A change of the committed image.
     *
     * @param before the image before
     * @param after the image after
     * @param events what changed, in order; empty when the whole image was replaced
     * @param nodes nodes whose observation or desired state may have changed
     * @param reloaded whether the image was replaced as a whole, as when a leader takes over
     */
    record Change(Image before, Image after, List<Event> events, Set<NodeName> nodes, boolean reloaded) {

        /** Copies the collections; nodes come in order, so that the same history is the same in every run. */
        public Change {
            events = List.copyOf(events);
            nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
        }
    }

    /**
     * How the engine is doing.
     *
     * @param leading whether this replica leads
     * @param replica its name
     * @param epoch epoch it leads under, or the highest it has heard of
     * @param queued commands and observations waiting
     * @param inFlight events decided and not committed
     * @param stalenessMillis age of what a standby shows, 0 on the leader
     * @param trouble why the ledger cannot be written now, empty = it can
     */
    record Status(
            boolean leading,
            String replica,
            long epoch,
            int queued,
            int inFlight,
            long stalenessMillis,
            Optional<String> trouble) {}
}
