/** What the agent can see of its node's hardware: one port, an adapter for each source. */
@NullMarked
package dev.heddle.agent.probe;

import org.jspecify.annotations.NullMarked;
