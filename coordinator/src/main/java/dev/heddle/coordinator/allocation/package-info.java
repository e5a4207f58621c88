/** Pure: ComputeDomains, channels, GPU grants and their release. */
@NullMarked
package dev.heddle.coordinator.allocation;

import org.jspecify.annotations.NullMarked;
