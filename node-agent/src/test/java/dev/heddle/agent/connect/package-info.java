/** Tests of connecting. */
@NullMarked
package dev.heddle.agent.connect;

import org.jspecify.annotations.NullMarked;
