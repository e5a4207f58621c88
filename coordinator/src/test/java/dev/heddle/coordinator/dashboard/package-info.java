@NullMarked
package dev.heddle.coordinator.dashboard;

import org.jspecify.annotations.NullMarked;
