package dev.heddle.sim.cluster;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Image;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The real decider, whose decisions are looked at as they are made. */
final class WatchedDecider implements Deciding {

    private final Deciding decider;
    private final Look look;

    WatchedDecider(Deciding decider, Look look) {
        this.decider = decider;
        this.look = look;
    }

    @Override
    public Decision decide(Image image, Command command, Context context) {
        List<String> drawn = new ArrayList<>(0);
        Decision decision = decide(image, command, context, drawn);
        look.decided(image, command, new Drawn(context.now(), drawn), decision);
        return decision;
    }

    private Decision decide(Image image, Command command, Context context, List<String> drawn) {
        try {
            return decider.decide(image, command, new Context(context.now(), () -> {
                String id = context.ids().get();
                drawn.add(id);
                return id;
            }));
        } catch (RuntimeException e) {
            look.failed(command, e);
            throw e;
        }
    }

    /**
     * What a decision drew from outside.
     *
     * @param now the time
     * @param ids the ids, in order
     */
    record Drawn(Instant now, List<String> ids) {}

    /** Sees decisions. */
    interface Look {

        /** Something was decided. */
        void decided(Image image, Command command, Drawn drawn, Decision decision);

        /** Deciding failed, which it never should. */
        void failed(Command command, RuntimeException cause);
    }
}
