/**
 * Support of the adapters {@code ledger} and {@code leadership}: connections to the one database that both use, its
 * dialects and its versioned schema. Decides nothing.
 */
@NullMarked
package dev.heddle.coordinator.jdbc;

import org.jspecify.annotations.NullMarked;
