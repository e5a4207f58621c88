/** That the checker of histories tells right from wrong. */
@NullMarked
package dev.heddle.sim.chaos.history;

import org.jspecify.annotations.NullMarked;
