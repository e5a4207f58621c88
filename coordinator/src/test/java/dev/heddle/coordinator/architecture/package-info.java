/** The rules of the architecture, as tests. */
@NullMarked
package dev.heddle.coordinator.architecture;

import org.jspecify.annotations.NullMarked;
