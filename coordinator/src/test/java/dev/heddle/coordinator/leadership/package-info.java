@NullMarked
package dev.heddle.coordinator.leadership;

import org.jspecify.annotations.NullMarked;
