/** The terminal: what is printed where, in what shape, and with what exit code. */
@NullMarked
package dev.heddle.cli.console;

import org.jspecify.annotations.NullMarked;
