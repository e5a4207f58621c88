@NullMarked
package dev.heddle.coordinator.jdbc;

import org.jspecify.annotations.NullMarked;
