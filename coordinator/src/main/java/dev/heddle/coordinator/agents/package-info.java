/** Adapter: gRPC sessions with node agents. */
@NullMarked
package dev.heddle.coordinator.agents;

import org.jspecify.annotations.NullMarked;
