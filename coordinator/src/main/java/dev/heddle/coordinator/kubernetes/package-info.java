/** Adapter: custom resources, claims, conditions, Events; Ledger and Leadership on the API server. */
@NullMarked
package dev.heddle.coordinator.kubernetes;

import org.jspecify.annotations.NullMarked;
