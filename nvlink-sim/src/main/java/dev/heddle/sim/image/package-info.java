/** A coordinator whose image is loaded from the simulator's world in one process, without agents. */
@NullMarked
package dev.heddle.sim.image;

import org.jspecify.annotations.NullMarked;
