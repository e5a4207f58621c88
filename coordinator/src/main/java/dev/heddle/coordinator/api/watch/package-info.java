/** The live feed: what changed since a reader's last word, never more than the newest of it. */
@NullMarked
package dev.heddle.coordinator.api.watch;

import org.jspecify.annotations.NullMarked;
