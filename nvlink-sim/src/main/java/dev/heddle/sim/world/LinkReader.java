package dev.heddle.sim.world;

import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.LinkState;
import dev.heddle.sim.fault.Fault;
import dev.heddle.sim.plant.Profile;
import dev.heddle.sim.plant.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The links of a GPU as its driver reports them. */
final class LinkReader {

    /** A degraded link runs at this part of its speed. */
    private static final int DEGRADED_DIVISOR = 2;

    private final Profile profile;
    private final List<Link> unknown;
    private final List<Link> down;
    private final List<Link> up;

    LinkReader(Profile profile) {
        this.profile = profile;
        this.unknown = all(LinkState.UNKNOWN, 0);
        this.down = all(LinkState.INACTIVE, 0);
        this.up = all(LinkState.ACTIVE, profile.linkSpeedMbps());
    }

    private List<Link> all(LinkState state, int speed) {
        return IntStream.range(0, profile.linksPerGpu())
                .mapToObj(link -> new Link(link, state, speed, 0, 0))
                .toList();
    }

    /** The links of a GPU that does not answer. */
    List<Link> unknown() {
        return unknown;
    }

    /** The links of a GPU that has just been started. */
    List<Link> untrained() {
        return down;
    }

    /** The links of a GPU that works. */
    Reading read(RackPicture rack, WorldState state, Target.OfGpu gpu, long now) {
        if (rack.linksWork() && state.linkCounts().isEmpty()) {
            return new Reading(up, 0, 0);
        }
        List<Link> links = new ArrayList<>(profile.linksPerGpu());
        int missing = 0;
        long lastLost = 0;
        for (int index = 0; index < profile.linksPerGpu(); index++) {
            Target.OfLink link = new Target.OfLink(gpu.rack(), gpu.tray(), gpu.gpu(), index);
            OptionalLong lost = lostSince(rack, link);
            missing += lost.isPresent() ? 1 : 0;
            lastLost = Math.max(lastLost, lost.orElse(0));
            links.add(link(rack, state, link, lost.isPresent(), now));
        }
        return new Reading(List.copyOf(links), missing, lastLost);
    }

    private OptionalLong lostSince(RackPicture rack, Target.OfLink link) {
        OptionalLong dead = rack.deadSince(profile.wiring().get(link.link()));
        for (ActiveFault active : rack.faults(link)) {
            if (active.fault() instanceof Fault.LinkDown) {
                return OptionalLong.of(Math.min(active.since(), dead.orElse(Long.MAX_VALUE)));
            }
        }
        return dead;
    }

    private Link link(RackPicture rack, WorldState state, Target.OfLink link, boolean lost, long now) {
        LinkCounts counts = state.linkCounts().getOrDefault(link, LinkCounts.ZERO);
        boolean down = lost;
        int speed = profile.linkSpeedMbps();
        for (ActiveFault active : rack.faults(link)) {
            long elapsed = Math.max(0, now - active.since());
            long flap = profile.timings().linkFlapMillis();
            counts = counts.plus(LinkCounts.of(active.fault(), elapsed, flap));
            down |= active.fault() instanceof Fault.LinkFlap && elapsed / flap % 2 == 0;
            speed = active.fault() instanceof Fault.LinkDegraded ? profile.linkSpeedMbps() / DEGRADED_DIVISOR : speed;
        }
        return down
                ? new Link(link.link(), LinkState.INACTIVE, 0, counts.recoveries(), counts.errors())
                : new Link(link.link(), LinkState.ACTIVE, speed, counts.recoveries(), counts.errors());
    }

    /**
     * The links of a GPU.
     *
     * @param links every link
     * @param missing how many are down for good, which a flapping link is not
     * @param lastLost when the last of them was lost
     */
    record Reading(List<Link> links, int missing, long lastLost) {}
}
