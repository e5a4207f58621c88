/** Tests of the package of the same name. */
@NullMarked
package dev.heddle.sim.control;

import org.jspecify.annotations.NullMarked;
