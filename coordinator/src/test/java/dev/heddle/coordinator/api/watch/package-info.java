@NullMarked
package dev.heddle.coordinator.api.watch;

import org.jspecify.annotations.NullMarked;
