/** The parts of a simulated cluster. */
@NullMarked
package dev.heddle.sim.cluster;

import org.jspecify.annotations.NullMarked;
