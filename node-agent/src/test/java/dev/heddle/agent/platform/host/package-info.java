/** Tests of the Linux node. */
@NullMarked
package dev.heddle.agent.platform.host;

import org.jspecify.annotations.NullMarked;
