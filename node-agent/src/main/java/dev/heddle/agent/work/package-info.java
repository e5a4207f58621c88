/** Serial work on shared threads, and the gate that a killed agent cannot pass. */
@NullMarked
package dev.heddle.agent.work;

import org.jspecify.annotations.NullMarked;
