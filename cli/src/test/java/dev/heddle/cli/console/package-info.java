@NullMarked
package dev.heddle.cli.console;

import org.jspecify.annotations.NullMarked;
