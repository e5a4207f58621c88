/** Tests of the package of the same name. */
@NullMarked
package dev.heddle.sim.node;

import org.jspecify.annotations.NullMarked;
