@NullMarked
package dev.heddle.sim.cluster.nemesis;

import org.jspecify.annotations.NullMarked;
