package dev.heddle.coordinator.api.view;

import java.util.Optional;

/** Filters by place. */
final class Places {

    private Places() {}

    static boolean match(NodeEntry entry, Optional<String> rack, Optional<String> node) {
        return rack.map(entry.location().rack().value()::equals).orElse(true)
                && node.map(entry.name().value()::equals).orElse(true);
    }
}
