@NullMarked
package dev.heddle.cli.client;

import org.jspecify.annotations.NullMarked;
