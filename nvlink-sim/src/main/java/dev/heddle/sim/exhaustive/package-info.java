/**
 * Every history of a small cluster: breadth-first over the real code that decides, evolves and obeys, with every
 * reordering, repetition and crash that the scope allows.
 */
@NullMarked
package dev.heddle.sim.exhaustive;

import org.jspecify.annotations.NullMarked;
