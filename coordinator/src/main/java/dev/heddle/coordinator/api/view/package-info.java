/** What REST shows, as pure functions of an image. */
@NullMarked
package dev.heddle.coordinator.api.view;

import org.jspecify.annotations.NullMarked;
