/** The simulated hardware as it is now: active faults, boots, processes, and what each node's driver reports of it. */
@NullMarked
package dev.heddle.sim.world;

import org.jspecify.annotations.NullMarked;
