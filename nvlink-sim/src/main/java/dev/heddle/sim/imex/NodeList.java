package dev.heddle.sim.imex;

import dev.heddle.contract.model.ImexNode;
import java.util.List;

/**
 * The node list that one daemon was started with. Who answers to a name may change without a start.
 *
 * @param nodes the lines in slot order
 * @param starts how often the daemon was started because the names changed
 * @param since when that was last, milliseconds of the epoch; 0 = long ago
 */
record NodeList(List<ImexNode> nodes, int starts, long since) {

    /** No list yet. */
    static final NodeList NONE = new NodeList(List.of(), 0, 0);

    NodeList {
        nodes = List.copyOf(nodes);
    }

    /** The names, which are what daemons compare. */
    List<String> names() {
        return nodes.stream().map(ImexNode::slotName).toList();
    }

    NodeList changed(List<ImexNode> next, long now) {
        boolean sameNames = next.stream().map(ImexNode::slotName).toList().equals(names());
        return sameNames ? new NodeList(next, starts, since) : new NodeList(next, starts + 1, now);
    }
}
