package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Stamp;
import dev.heddle.coordinator.health.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a node is told, worked out from its unit's whole record and nothing else. */
public final class DesiredState {

    /**
     * Compute trays of an NVL72 rack. The IMEX node list has a name for each from the first start on, because a list
     * that changes between two starts of a daemon throws its importers away.
     */
    private static final int TRAYS = 18;

    private static final List<String> SLOT_NAMES =
            IntStream.range(0, TRAYS).mapToObj(DesiredState::formatted).toList();

    private DesiredState() {}

    /**
     * The stamp of what {@link #of} gives, without making the rest.
     *
     * @param image the fabric
     * @param home the node's unit in it
     * @param node the node
     */
    public static Optional<Stamp> stamp(Image image, Optional<UnitState> home, NodeName node) {
        return adopted(image, home, node)
                .map(unit -> unit.unit().nodes().get(node))
                .map(known -> new Stamp(image.version().epoch(), known.generation()));
    }

    /** The unit of a node that can be told something. */
    private static Optional<UnitState> adopted(Image image, Optional<UnitState> home, NodeName node) {
        if (home.isEmpty() || image.unstamped(home.get())) {
            return Optional.empty();
        }
        UnitRecord unit = home.get().unit();
        UnitNode adopted = unit.nodes().get(node);
        return adopted == null || isBehind(unit) || unheard(home.get(), adopted) ? Optional.empty() : home;
    }

    /**
     * The desired state of a node; empty where nothing may be said: the node is unknown or not adopted, its unit's
     * record is not stamped with the image's epoch or is older than what its agents hold, or the adopted boot is not
     * heard.
     */
    public static Optional<Desired> of(Image image, NodeName node) {
        return adopted(image, image.unitOf(node), node).map(home -> desired(image, home, node));
    }

    private static Desired desired(Image image, UnitState home, NodeName node) {
        UnitRecord unit = home.unit();
        UnitNode adopted = unit.node(node).orElseThrow();
        return new Desired(
                image.cluster(),
                new Stamp(image.version().epoch(), adopted.generation()),
                adopted.boot(),
                grants(unit, node),
                home.imexNodes(adopted),
                adopted.state().scrubbing());
    }

    private static boolean isBehind(UnitRecord unit) {
        return !unit.behind().isEmpty();
    }

    /**
     * Nothing is said to a node before its own words, of the session that is open now, were weighed against the record:
     * they may prove the record older than what the node was told.
     */
    private static boolean unheard(UnitState unit, UnitNode adopted) {
        return unit.view(adopted.name())
                .map(NodeView::observation)
                .filter(heard -> heard.connected()
                        && heard.report().isPresent()
                        && heard.applied().isPresent()
                        && heard.boot().equals(adopted.boot()))
                .isEmpty();
    }

    private static List<Grant> grants(UnitRecord unit, NodeName node) {
        List<Grant> grants = new ArrayList<>();
        for (UnitGrant grant : unit.grants().values()) {
            UnitGrant.Member member = grant.members().get(node);
            if (member != null && !member.releasing()) {
                grants.add(new Grant(
                        grant.computeDomain(),
                        grant.name(),
                        grant.channel(),
                        member.gpus(),
                        List.copyOf(grant.members().keySet())));
            }
        }
        return grants;
    }

    /** The node list of a node's IMEX domain: the nodes of its clique by tray. */
    static List<ImexNode> imexNodes(UnitRecord unit, UnitNode of) {
        if (of.place().imexClique().isEmpty() || of.place().tray().isEmpty()) {
            return List.of();
        }
        Map<Integer, ImexNode> slots = new TreeMap<>();
        for (int tray = 0; tray < TRAYS; tray++) {
            slots.put(tray, new ImexNode(slotName(tray), Optional.empty(), ""));
        }
        for (UnitNode node : unit.nodes().values()) {
            UnitNode.Place place = node.place();
            if (place.imexClique().equals(of.place().imexClique())
                    && place.tray().isPresent()) {
                int tray = place.tray().getAsInt();
                slots.put(tray, new ImexNode(slotName(tray), Optional.of(node.name()), place.address()));
            }
        }
        return List.copyOf(slots.values());
    }

    private static String slotName(int tray) {
        return tray < TRAYS ? SLOT_NAMES.get(tray) : formatted(tray);
    }

    private static String formatted(int tray) {
        return "heddle-tray-%02d".formatted(tray);
    }
}
