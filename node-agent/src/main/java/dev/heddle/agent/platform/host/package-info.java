/** A real Linux node: device nodes, open files of processes, the node list of the IMEX daemon. */
@NullMarked
package dev.heddle.agent.platform.host;

import org.jspecify.annotations.NullMarked;
