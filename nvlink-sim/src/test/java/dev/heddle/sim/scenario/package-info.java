/** Tests of simulated fleets and their control plane. */
@NullMarked
package dev.heddle.sim.scenario;

import org.jspecify.annotations.NullMarked;
