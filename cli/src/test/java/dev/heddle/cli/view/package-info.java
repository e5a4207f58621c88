@NullMarked
package dev.heddle.cli.view;

import org.jspecify.annotations.NullMarked;
