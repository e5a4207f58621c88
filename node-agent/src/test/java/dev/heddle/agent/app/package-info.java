/** Tests of the program. */
@NullMarked
package dev.heddle.agent.app;

import org.jspecify.annotations.NullMarked;
