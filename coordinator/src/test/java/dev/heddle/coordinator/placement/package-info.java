@NullMarked
package dev.heddle.coordinator.placement;

import org.jspecify.annotations.NullMarked;
