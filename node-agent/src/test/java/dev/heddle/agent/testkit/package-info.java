/** A node, a probe and a coordinator without hardware or network, for the tests of the agent. */
@NullMarked
package dev.heddle.agent.testkit;

import org.jspecify.annotations.NullMarked;
