package dev.heddle.sim.cluster;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Deciding;
import dev.heddle.coordinator.allocation.Decision;
import dev.heddle.coordinator.allocation.Image;
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
        Decision decision = decider.decide(image, command, new Context(context.now(), () -> {
            String id = context.ids().get();
            drawn.add(id);
            return id;
        }));
        look.decided(image, command, new Drawn(context.now(), drawn), decision);
        return decision;
    }

    /**
     * What a decision drew from outside.
     *
     * @param now the time
     * @param ids the ids, in order
     */
    record Drawn(java.time.Instant now, List<String> ids) {}

    /** Sees a decision. */
    interface Look {
        void decided(Image image, Command command, Drawn drawn, Decision decision);
    }
}
