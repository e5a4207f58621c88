/** What the engine needs from the outside. Adapters implement these; none of them decides anything. */
@NullMarked
package dev.heddle.coordinator.engine.port;

import org.jspecify.annotations.NullMarked;
