/** Pure: where a ComputeDomain may go, and why not elsewhere. */
@NullMarked
package dev.heddle.coordinator.placement;

import org.jspecify.annotations.NullMarked;
