/** The agent's side of the stream to a coordinator: connecting, pacing, conflating. */
@NullMarked
package dev.heddle.agent.connect;

import org.jspecify.annotations.NullMarked;
