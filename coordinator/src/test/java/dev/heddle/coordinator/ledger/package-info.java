@NullMarked
package dev.heddle.coordinator.ledger;

import org.jspecify.annotations.NullMarked;
