/** What the engine needs from the outside. Adapters implement these; none of them decides anything. */
@NullMarked
@NamedInterface("port")
package dev.heddle.coordinator.engine.port;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
