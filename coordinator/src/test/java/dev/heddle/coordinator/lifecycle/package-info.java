@NullMarked
package dev.heddle.coordinator.lifecycle;

import org.jspecify.annotations.NullMarked;
