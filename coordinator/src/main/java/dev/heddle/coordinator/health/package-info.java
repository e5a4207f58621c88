/** What observations mean: the roll-up from link to GPU to node to domain, and the NVLink domain's states. Pure. */
@NullMarked
package dev.heddle.coordinator.health;

import org.jspecify.annotations.NullMarked;
