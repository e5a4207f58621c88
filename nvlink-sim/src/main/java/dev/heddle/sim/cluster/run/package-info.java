/** Runs of simulated clusters: what is asked for, what was found, and the shortest way to find it again. */
@NullMarked
package dev.heddle.sim.cluster.run;

import org.jspecify.annotations.NullMarked;
