/** Tests of the whole agent. */
@NullMarked
package dev.heddle.agent;

import org.jspecify.annotations.NullMarked;
