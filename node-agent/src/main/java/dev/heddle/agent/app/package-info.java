/** The node agent as a program: its configuration and its wiring. */
@NullMarked
package dev.heddle.agent.app;

import org.jspecify.annotations.NullMarked;
