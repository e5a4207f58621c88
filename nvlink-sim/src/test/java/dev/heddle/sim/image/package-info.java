/** Tests of the image without agents. */
@NullMarked
package dev.heddle.sim.image;

import org.jspecify.annotations.NullMarked;
