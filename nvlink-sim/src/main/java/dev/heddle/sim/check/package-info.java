/**
 * Checks a control plane from outside: what its ledger says is granted, and what nodes physically hold, against the
 * invariants and against each other.
 */
@NullMarked
package dev.heddle.sim.check;

import org.jspecify.annotations.NullMarked;
