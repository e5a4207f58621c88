package dev.heddle.coordinator.engine.port;

import dev.heddle.coordinator.allocation.ImageVersion;
import java.util.List;
import java.util.Optional;

/** The replicas of the control plane as one of them sees them. */
public interface Members {

    /** Every replica known, this one included, in order of their names. May be called from any thread. */
    List<Replica> replicas();

    /**
     * A replica.
     *
     * @param name its name
     * @param leading whether it leads
     * @param restAddress its REST address, {@code http://host:port}
     * @param grpcAddress where agents reach it, {@code host:port}
     * @param epoch epoch that it leads under, or the highest it has heard of
     * @param imageVersion version of the image that it serves
     * @param agentSessions agents connected to it
     * @param stalenessMillis age of what it shows, 0 on the leader
     * @param up whether it answers
     */
    record Replica(
            String name,
            boolean leading,
            Optional<String> restAddress,
            Optional<String> grpcAddress,
            long epoch,
            ImageVersion imageVersion,
            int agentSessions,
            long stalenessMillis,
            boolean up) {}
}
