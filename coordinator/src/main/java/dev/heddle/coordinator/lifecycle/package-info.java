/** Adapter: the lifecycles, declared with Spring Statemachine and read out into transition tables. */
@NullMarked
package dev.heddle.coordinator.lifecycle;

import org.jspecify.annotations.NullMarked;
