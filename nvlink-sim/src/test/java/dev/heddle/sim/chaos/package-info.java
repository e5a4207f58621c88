/** Real processes under real faults. */
@NullMarked
package dev.heddle.sim.chaos;

import org.jspecify.annotations.NullMarked;
