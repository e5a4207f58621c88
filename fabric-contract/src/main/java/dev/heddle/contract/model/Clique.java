package dev.heddle.contract.model;

import java.util.Comparator;

/**
 * One typed clique membership of a GPU. A GPU has a set of them: NVML fabric info v3 reports one
 * ({@link CliqueType#UNICAST_POINTER}), v4 up to 64.
 *
 * @param type what the clique allows
 * @param id id inside the NVLink domain, unsigned 32 bits; 32766 is the default partition
 */
public record Clique(CliqueType type, long id) implements Comparable<Clique> {

    private static final Comparator<Clique> ORDER =
            Comparator.comparing(Clique::type).thenComparingLong(Clique::id);

    /** @throws IllegalArgumentException if {@code id} is not an unsigned 32-bit number */
    public Clique {
        if (id < 0 || id > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("clique id must be an unsigned 32-bit number, was " + id);
        }
    }

    /** A unicast pointer clique, the kind an IMEX domain is made of. */
    public static Clique unicast(long id) {
        return new Clique(CliqueType.UNICAST_POINTER, id);
    }

    @Override
    public int compareTo(Clique other) {
        return ORDER.compare(this, other);
    }
}
