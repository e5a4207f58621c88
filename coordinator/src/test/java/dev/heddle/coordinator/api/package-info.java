@NullMarked
package dev.heddle.coordinator.api;

import org.jspecify.annotations.NullMarked;
