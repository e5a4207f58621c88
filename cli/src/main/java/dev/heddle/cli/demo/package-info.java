/** Starts, watches and stops the processes of {@code heddle demo}. */
@NullMarked
package dev.heddle.cli.demo;

import org.jspecify.annotations.NullMarked;
