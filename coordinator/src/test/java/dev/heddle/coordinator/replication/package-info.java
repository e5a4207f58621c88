@NullMarked
package dev.heddle.coordinator.replication;

import org.jspecify.annotations.NullMarked;
