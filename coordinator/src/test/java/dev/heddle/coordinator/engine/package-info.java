/** The engine and the decisions under it, driven with an in-memory ledger and agents that obey. */
@NullMarked
package dev.heddle.coordinator.engine;

import org.jspecify.annotations.NullMarked;
