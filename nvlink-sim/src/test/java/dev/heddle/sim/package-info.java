/** Tests of the package of the same name. */
@NullMarked
package dev.heddle.sim;

import org.jspecify.annotations.NullMarked;
