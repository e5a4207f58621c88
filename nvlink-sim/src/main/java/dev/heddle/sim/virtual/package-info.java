/** Virtual time: one queue of events, one thread, one seed; processes, executors and a network that live on it. */
@NullMarked
package dev.heddle.sim.virtual;

import org.jspecify.annotations.NullMarked;
