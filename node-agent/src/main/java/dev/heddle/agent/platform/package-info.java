/** What the agent does to its node: device nodes, the IMEX daemon, a look at processes. One port, adapters beside it. */
@NullMarked
package dev.heddle.agent.platform;

import org.jspecify.annotations.NullMarked;
