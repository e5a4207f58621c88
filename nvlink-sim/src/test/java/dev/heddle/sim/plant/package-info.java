/** Tests of the package of the same name. */
@NullMarked
package dev.heddle.sim.plant;

import org.jspecify.annotations.NullMarked;
