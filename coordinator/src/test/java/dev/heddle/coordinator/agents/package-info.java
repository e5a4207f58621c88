/** Tests of the agents' sessions, against an engine in memory. */
@NullMarked
package dev.heddle.coordinator.agents;

import org.jspecify.annotations.NullMarked;
