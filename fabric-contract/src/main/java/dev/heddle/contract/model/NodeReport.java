package dev.heddle.contract.model;

import java.util.Comparator;
import java.util.List;

/**
 * The whole observed state of a node.
 *
 * @param node the node itself
 * @param gpus its GPUs in index order
 * @param imex its IMEX daemon
 */
public record NodeReport(NodeInfo node, List<Gpu> gpus, Imex imex) {

    /** Nothing is known. */
    public static final NodeReport EMPTY = new NodeReport(new NodeInfo("", "", 0, "", ""), List.of(), Imex.UNKNOWN);

    /** Copies the GPUs in index order. */
    public NodeReport {
        gpus = gpus.stream().sorted(Comparator.comparingInt(Gpu::index)).toList();
    }
}
