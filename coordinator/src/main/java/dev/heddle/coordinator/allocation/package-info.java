/**
 * Who holds what: ledger records, the image, and the decisions over them. A command and the image go in, events and
 * a reply come out; {@code Evolve} replays events. Pure.
 */
@NullMarked
package dev.heddle.coordinator.allocation;

import org.jspecify.annotations.NullMarked;
