package dev.heddle.contract.model;

import java.util.Comparator;

/**
 * Identity of a clique in the fleet, written {@code <clusterUuid>.<cliqueId>} as in the node label
 * {@code nvidia.com/gpu.clique}.
 *
 * @param cluster the NVLink domain
 * @param id the unicast pointer clique id
 */
public record CliqueId(ClusterUuid cluster, long id) implements Comparable<CliqueId> {

    private static final Comparator<CliqueId> ORDER =
            Comparator.comparing(CliqueId::cluster).thenComparingLong(CliqueId::id);

    /**
     * Reads the label form.
     *
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static CliqueId parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("clique must be written <clusterUuid>.<cliqueId>");
        }
        return new CliqueId(new ClusterUuid(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(CliqueId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return cluster + "." + id;
    }
}
