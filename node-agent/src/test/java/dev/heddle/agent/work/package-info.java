/** Tests of serial work. */
@NullMarked
package dev.heddle.agent.work;

import org.jspecify.annotations.NullMarked;
