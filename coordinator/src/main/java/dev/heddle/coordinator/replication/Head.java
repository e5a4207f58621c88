package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ClusterId;

/**
 * What a leader says of the whole after each batch, and once a second. Its cell carries the version of the image.
 *
 * @param cluster identity of the ledger
 * @param leader name of the replica that leads
 * @param count essential parts of the image
 * @param checksum over their keys and versions: a standby that comes to another one lacks something
 */
record Head(ClusterId cluster, String leader, int count, long checksum) {}
