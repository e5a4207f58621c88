/** One simulated node as its node agent meets it: hardware probe and operating system. */
@NullMarked
package dev.heddle.sim.node;

import org.jspecify.annotations.NullMarked;
