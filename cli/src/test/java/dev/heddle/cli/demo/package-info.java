@NullMarked
package dev.heddle.cli.demo;

import org.jspecify.annotations.NullMarked;
