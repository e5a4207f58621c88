/** Real node agents on simulated nodes, all in one process. */
@NullMarked
package dev.heddle.sim.fleet;

import org.jspecify.annotations.NullMarked;
