/** Adapter: Hazelcast carries the image to the standbys and observations to the leader. */
@NullMarked
package dev.heddle.coordinator.replication;

import org.jspecify.annotations.NullMarked;
