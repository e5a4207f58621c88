/** Racks without hardware: simulated GPUs, links, IMEX daemons, faults, fleets and scenarios. */
@NullMarked
package dev.heddle.sim;

import org.jspecify.annotations.NullMarked;
