@NullMarked
package dev.heddle.sim.cluster.law;

import org.jspecify.annotations.NullMarked;
