/** One per node: observes the GPUs, links and IMEX daemon, and applies what the coordinator grants. */
@NullMarked
package dev.heddle.agent;

import org.jspecify.annotations.NullMarked;
