/**
 * Histories of what clients asked and were told, and whether they could have come from one copy that does one thing at a
 * time (linearizability). Pure.
 */
@NullMarked
package dev.heddle.sim.chaos.history;

import org.jspecify.annotations.NullMarked;
