/** The control plane: one leader, hot standbys. */
@NullMarked
package dev.heddle.coordinator;

import org.jspecify.annotations.NullMarked;
