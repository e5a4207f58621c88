package dev.heddle.sim.bugs;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.Context;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.List;
import java.util.Optional;

/** Wrong code that seeded bugs call in place of the right one. */
public final class Substitutes {

    private Substitutes() {}

    /** Judges an order's age by its node generation alone. */
    public static boolean isOlderByGenerationAlone(Stamp order, Stamp taken) {
        return order.generation() < taken.generation();
    }

    /** Judges an order's age by its epoch alone. */
    public static boolean isOlderByEpochAlone(Stamp order, Stamp taken) {
        return order.epoch() < taken.epoch();
    }

    /** Takes any report for one that knows of the order to give back. */
    @SuppressWarnings("UnusedVariable")
    public static boolean isReleasedWhateverWasKnown(UnitGrant.Member member, long generation) {
        return member.releasing();
    }

    /** Takes any report for one that knows of the order to scrub. */
    @SuppressWarnings("UnusedVariable")
    public static boolean isScrubbedWhateverWasKnown(UnitNode node, long generation) {
        return node.state().scrubbing() && !node.state().fenced();
    }

    /** Tells a node of which nothing is known that it shall have nothing. */
    public static Optional<Desired> emptyWhereUnknown(Optional<Desired> right, Image image, NodeName node) {
        return right.or(() -> image.view(node).map(view -> empty(image, view.observation())));
    }

    /** Draws the smallest number that is not in use now, in place of what was never used before. */
    public static Context smallestFreeId(Context right, Image image) {
        return new Context(right.now(), () -> {
            int id = 0;
            while (image.computeDomains().get(new ComputeDomainUid("n" + id)).isPresent()
                    || image.units().get(new UnitId("unit-n" + id)).isPresent()) {
                id++;
            }
            return "n" + id;
        });
    }

    /** Leads from what the last leader replicated, where anything was. */
    public static Image replicated(Image loaded, Image shown, long epoch) {
        return shown.version().equals(ImageVersion.NONE) ? loaded : shown.at(new ImageVersion(epoch, 0));
    }

    private static Desired empty(Image image, NodeObservation heard) {
        long told = heard.applied().map(applied -> applied.stamp().generation()).orElse(0L);
        return new Desired(
                image.cluster(),
                new Stamp(image.version().epoch(), told + 1),
                heard.boot(),
                List.of(),
                List.of(),
                false);
    }
}
