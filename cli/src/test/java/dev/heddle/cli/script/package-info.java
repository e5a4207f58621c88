@NullMarked
package dev.heddle.cli.script;

import org.jspecify.annotations.NullMarked;
