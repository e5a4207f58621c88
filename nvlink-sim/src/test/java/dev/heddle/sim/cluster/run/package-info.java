/** Runs of simulated clusters in the build. */
@NullMarked
package dev.heddle.sim.cluster.run;

import org.jspecify.annotations.NullMarked;
