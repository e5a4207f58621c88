/** Tests of following orders. */
@NullMarked
package dev.heddle.agent.apply;

import org.jspecify.annotations.NullMarked;
