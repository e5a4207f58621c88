/** REST under {@code /api/v1}: its resources, its feed, its problems, and who may ask. Decides nothing. */
@NullMarked
package dev.heddle.coordinator.api;

import org.jspecify.annotations.NullMarked;
