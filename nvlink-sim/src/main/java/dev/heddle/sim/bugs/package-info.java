/**
 * Seeded bugs: known mistakes, each put into a class while it is loaded, so that the machinery which is to find
 * mistakes can be tried on them. Production code has no switch for any of this.
 */
@NullMarked
package dev.heddle.sim.bugs;

import org.jspecify.annotations.NullMarked;
