/** Follows orders: a pure planner behind the fences, a durable record written ahead, and the effects on the node. */
@NullMarked
package dev.heddle.agent.apply;

import org.jspecify.annotations.NullMarked;
