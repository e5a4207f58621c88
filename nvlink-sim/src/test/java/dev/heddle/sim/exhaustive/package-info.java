/** Tests of the search through every history. */
@NullMarked
package dev.heddle.sim.exhaustive;

import org.jspecify.annotations.NullMarked;
