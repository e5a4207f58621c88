/** Tests of captures. */
@NullMarked
package dev.heddle.agent.probe.capture;

import org.jspecify.annotations.NullMarked;
