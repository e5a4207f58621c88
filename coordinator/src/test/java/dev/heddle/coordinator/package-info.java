/** A small fleet for tests: nodes that report and obey, and an engine without ledger or threads. */
@NullMarked
package dev.heddle.coordinator;

import org.jspecify.annotations.NullMarked;
