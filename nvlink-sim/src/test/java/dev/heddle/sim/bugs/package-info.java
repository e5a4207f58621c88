/** Tests of the seeded bugs. */
@NullMarked
package dev.heddle.sim.bugs;

import org.jspecify.annotations.NullMarked;
