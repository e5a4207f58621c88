/**
 * Adapter: gRPC sessions with node agents. An agent's stream is checked, folded into one immutable observation and
 * handed to the engine whole; the node's desired state goes the other way whenever its stamp changes. Nothing here
 * decides anything about the fabric, and nothing here is kept when a stream ends.
 */
@NullMarked
package dev.heddle.coordinator.agents;

import org.jspecify.annotations.NullMarked;
