/**
 * Whole clusters of the real code in one thread under virtual time: three coordinators, their ledger, the grid between
 * them, the network, and an agent with its disk on every node.
 */
@NullMarked
package dev.heddle.sim.cluster;

import org.jspecify.annotations.NullMarked;
