/** What the engine needs from outside; adapters implement these. */
@NamedInterface("port")
@NullMarked
package dev.heddle.coordinator.engine.port;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
