/** Adapter: the live feed and the static web page. */
@NullMarked
package dev.heddle.coordinator.dashboard;

import org.jspecify.annotations.NullMarked;
