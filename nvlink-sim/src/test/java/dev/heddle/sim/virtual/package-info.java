/** Tests of virtual time, its network, and real agents under it. */
@NullMarked
package dev.heddle.sim.virtual;

import org.jspecify.annotations.NullMarked;
