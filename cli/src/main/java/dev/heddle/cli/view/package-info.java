/** Turns REST answers into tables, drawings and files. Pure. */
@NullMarked
package dev.heddle.cli.view;

import org.jspecify.annotations.NullMarked;
