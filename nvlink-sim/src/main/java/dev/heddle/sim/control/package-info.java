/** What a person or a script says to a running simulator: JSON over HTTP on the loopback address. */
@NullMarked
package dev.heddle.sim.control;

import org.jspecify.annotations.NullMarked;
