@NullMarked
package dev.heddle.coordinator.allocation;

import org.jspecify.annotations.NullMarked;
