/** What can go wrong in a simulated rack: one record per kind of fault, parsed from what a user writes. */
@NullMarked
package dev.heddle.sim.fault;

import org.jspecify.annotations.NullMarked;
