package dev.heddle.sim.cluster.nemesis;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.virtual.VirtualNode;
import dev.heddle.sim.world.ActiveFault;
import java.time.Duration;

/**
 * A node without power that an operator declares off. It stays off until every coordinator that was told so has
 * answered or died, and until no commit of one that died can still take effect: an operator's word must be true for as
 * long as somebody may act on it.
 */
final class Fencing {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration UNKNOWN = LedgerTroubles.LATEST_COMMIT.plusSeconds(5);
    private static final Duration KNOWN = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 40;

    private final Scene scene;
    private final Client client;
    private final VirtualNode node;
    private final ActiveFault off;
    private final Runnable over;
    private int refusals;
    private boolean done;

    /**
     * @param off what keeps the node off; held
     * @param over called when it has its power back
     */
    Fencing(Scene scene, Client client, VirtualNode node, ActiveFault off, Runnable over) {
        this.scene = scene;
        this.client = client;
        this.node = node;
        this.off = off;
        this.over = over;
    }

    /** The operator says so now. */
    void begin() {
        if (scene.world().powered(node.name())) {
            throw new IllegalStateException(node.name() + " was to be fenced and has power");
        }
        Question asked = client.ask(new Command.Fence(node.name()), () -> refusals < MOST_REFUSALS, this::heard);
        look(asked);
    }

    /** Its agent counts as connected until its stream is given up; the operator asks again until then. */
    private boolean heard(Reply reply) {
        refusals++;
        done |= reply instanceof Reply.Done;
        boolean connected = reply instanceof Reply.Refused refused && refused.code() == Reply.Code.NODE_CONNECTED;
        return !connected && !Client.passing(reply);
    }

    /** A commit that was late when a later one of the same record took effect never does. */
    private void look(Question asked) {
        if (asked.over() && !asked.pending()) {
            scene.time().after(done ? KNOWN : UNKNOWN, "power returns", this::end);
        } else {
            scene.time().after(LOOK, "operator looks", () -> look(asked));
        }
    }

    private void end() {
        scene.release(off);
        over.run();
    }
}
