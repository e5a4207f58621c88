/** What goes wrong in a simulated cluster, and who uses it meanwhile. */
@NullMarked
package dev.heddle.sim.cluster.nemesis;

import org.jspecify.annotations.NullMarked;
