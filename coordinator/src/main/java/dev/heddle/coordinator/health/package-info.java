/** Pure: health rolled up from link to GPU, node, clique and domain. */
@NullMarked
package dev.heddle.coordinator.health;

import org.jspecify.annotations.NullMarked;
