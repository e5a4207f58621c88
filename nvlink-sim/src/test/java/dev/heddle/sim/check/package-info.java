/** Tests of simulated fleets and their control plane. */
@NullMarked
package dev.heddle.sim.check;

import org.jspecify.annotations.NullMarked;
