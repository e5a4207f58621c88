@NullMarked
package dev.heddle.coordinator.api.view;

import org.jspecify.annotations.NullMarked;
