/** The heart: one thread, commands in, events out, the image; the ports it needs are in {@code port}. */
@NullMarked
package dev.heddle.coordinator.engine;

import org.jspecify.annotations.NullMarked;
