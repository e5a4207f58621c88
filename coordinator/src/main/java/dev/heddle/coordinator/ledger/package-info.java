/** Adapter: the ledger's compare-and-set store on JDBC. */
@NullMarked
package dev.heddle.coordinator.ledger;

import org.jspecify.annotations.NullMarked;
