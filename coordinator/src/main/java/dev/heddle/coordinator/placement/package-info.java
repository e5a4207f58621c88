/** Which clique and which of its nodes a gang should get, and why not the others. Pure: rooms in, placement out. */
@NullMarked
package dev.heddle.coordinator.placement;

import org.jspecify.annotations.NullMarked;
