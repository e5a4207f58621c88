/** The mesh of simulated IMEX daemons. */
@NullMarked
package dev.heddle.sim.imex;

import org.jspecify.annotations.NullMarked;
