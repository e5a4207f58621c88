package dev.heddle.sim.check;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitGrant;
import dev.heddle.coordinator.allocation.UnitState;
import java.util.ArrayList;
import java.util.List;

/** What the ledger grants, read off a committed image. */
public final class LedgerHoldings {

    private LedgerHoldings() {}

    /** Every member's part of every grant; parts that are being given back are still held. */
    public static List<Holding> of(Image image) {
        List<Holding> holdings = new ArrayList<>();
        for (UnitState unit : image.units().values()) {
            for (UnitGrant grant : unit.unit().grants().values()) {
                grant.members()
                        .forEach((node, member) ->
                                holdings.add(new Holding(grant.computeDomain(), node, grant.channel(), member.gpus())));
            }
        }
        return holdings;
    }

    /** The unit of a node, for {@link Overlaps}; a node without one is a unit of its own. */
    public static String unit(Image image, NodeName node) {
        return image.homes().get(node).map(Object::toString).orElse(node.value());
    }
}
