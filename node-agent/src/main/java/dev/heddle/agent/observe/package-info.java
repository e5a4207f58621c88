/** Turns raw looks at the hardware into minimal reports; link hysteresis lives here. */
@NullMarked
package dev.heddle.agent.observe;

import org.jspecify.annotations.NullMarked;
