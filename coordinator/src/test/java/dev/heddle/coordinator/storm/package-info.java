/** Benchmarks of storms: thousands of agents with connections of their own, from a process of their own. */
@NullMarked
package dev.heddle.coordinator.storm;

import org.jspecify.annotations.NullMarked;
