/** Pure: racks, trays, GPUs, links, domains and cliques, assembled from reports; conflicts are values. */
@NullMarked
package dev.heddle.coordinator.topology;

import org.jspecify.annotations.NullMarked;
