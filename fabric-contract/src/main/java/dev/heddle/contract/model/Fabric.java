package dev.heddle.contract.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * A GPU's fabric registration (NVML {@code nvmlDeviceGetGpuFabricInfoV}).
 *
 * @param state how far registration has come
 * @param status nvmlReturn_t of the probe, meaningful at {@link FabricState#COMPLETED} only; 0 = success
 * @param cluster the NVLink domain, {@link ClusterUuid#NONE} where there is none
 * @param cliques sorted set of typed cliques
 * @param health decoded health
 */
public record Fabric(FabricState state, int status, ClusterUuid cluster, List<Clique> cliques, FabricHealth health) {

    /** A GPU of which nothing is known yet. */
    public static final Fabric UNKNOWN =
            new Fabric(FabricState.UNKNOWN, 0, ClusterUuid.NONE, List.of(), FabricHealth.NOT_SUPPORTED);

    /** Copies the cliques, sorted. */
    public Fabric {
        cliques = cliques.stream().distinct().sorted().toList();
    }

    /** Whether registration is over and went well, or there is no fabric to register with. */
    public boolean settled() {
        return state == FabricState.NOT_SUPPORTED || (state == FabricState.COMPLETED && status == 0);
    }

    /** The clique that IMEX domains follow: the first unicast pointer one. */
    public OptionalLong unicastClique() {
        return cliques.stream()
                .filter(c -> c.type() == CliqueType.UNICAST_POINTER)
                .mapToLong(Clique::id)
                .findFirst();
    }
}
