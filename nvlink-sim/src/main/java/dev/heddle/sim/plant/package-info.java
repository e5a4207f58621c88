/** The simulated hardware that never changes: racks, trays, GPUs, switch ASICs, wiring and identities, built from a profile and a seed. */
@NullMarked
package dev.heddle.sim.plant;

import org.jspecify.annotations.NullMarked;
