@NullMarked
package dev.heddle.cli.support;

import org.jspecify.annotations.NullMarked;
