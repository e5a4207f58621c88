package dev.heddle.agent.apply;

import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One turn of putting grants in place.
 *
 * @param held all grants of the record, those put in place as such
 * @param obstacles of those that are not, why
 */
record Placement(List<HeldEntry> held, Map<HeldEntry, String> obstacles) {

    /** Copies the grants. */
    Placement {
        held = List.copyOf(held);
    }

    /**
     * Puts what is to be applied in place, in the record's order, as far as nothing is in its way.
     *
     * @param before grants of the record
     * @param placing puts one in place, or says why it cannot
     */
    static Placement of(List<HeldEntry> before, Function<Grant, Optional<String>> placing) {
        List<HeldEntry> now = new ArrayList<>();
        Map<HeldEntry, String> obstacles = new LinkedHashMap<>();
        long onNode =
                before.stream().filter(entry -> entry.phase() != Phase.APPLYING).count();
        for (HeldEntry entry : before) {
            if (entry.phase() != Phase.APPLYING) {
                now.add(entry);
                continue;
            }
            Optional<String> obstacle = obstacle(before, entry, onNode).or(() -> placing.apply(entry.grant()));
            obstacle.ifPresent(what -> obstacles.put(entry, what));
            onNode += obstacle.isEmpty() ? 1 : 0;
            now.add(obstacle.isEmpty() ? entry.in(Phase.APPLIED) : entry);
        }
        return new Placement(now, obstacles);
    }

    private static Optional<String> obstacle(List<HeldEntry> all, HeldEntry entry, long onNode) {
        if (onNode >= Limits.MAX_GRANTS_PER_NODE) {
            return Optional.of("waits for room: " + Limits.MAX_GRANTS_PER_NODE + " grants are on the node");
        }
        return all.stream()
                .filter(other -> other.phase() == Phase.RELEASING && other.excludes(entry))
                .findFirst()
                .map(other -> "waits for the release of ComputeDomain "
                        + other.grant().computeDomain());
    }
}
