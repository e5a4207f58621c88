/** Adapter: who may write, and with which epoch, on JDBC. */
@NullMarked
package dev.heddle.coordinator.leadership;

import org.jspecify.annotations.NullMarked;
