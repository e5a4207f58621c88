/**
 * Racks, nodes, domains and cliques as they follow from what agents report. Pure: values in, values out.
 */
@NullMarked
package dev.heddle.coordinator.topology;

import org.jspecify.annotations.NullMarked;
