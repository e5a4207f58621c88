/** Tests of reports and hysteresis. */
@NullMarked
package dev.heddle.agent.observe;

import org.jspecify.annotations.NullMarked;
