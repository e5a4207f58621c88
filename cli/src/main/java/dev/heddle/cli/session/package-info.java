/** What one run of the program has: a terminal, an environment, a clock, and the options of every verb. */
@NullMarked
package dev.heddle.cli.session;

import org.jspecify.annotations.NullMarked;
