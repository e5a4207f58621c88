/** Talks to coordinators over REST, and to the simulator's control port. */
@NullMarked
package dev.heddle.cli.client;

import org.jspecify.annotations.NullMarked;
