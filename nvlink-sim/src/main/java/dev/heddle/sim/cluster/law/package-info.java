/**
 * What must hold of a whole cluster at all times (I1 to I4 and I6 to I8), looked at where something has just changed, and
 * what must hold once its faults are over (I5). The laws are written anew, from the design: they share no code with what
 * they judge.
 */
@NullMarked
package dev.heddle.sim.cluster.law;

import org.jspecify.annotations.NullMarked;
