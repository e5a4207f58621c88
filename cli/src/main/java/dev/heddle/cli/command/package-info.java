/** The verbs a person types. */
@NullMarked
package dev.heddle.cli.command;

import org.jspecify.annotations.NullMarked;
