/** What REST says, as records. Absent components are left out. Enums are CamelCase text, times ISO-8601 in UTC. */
@NullMarked
package dev.heddle.coordinator.api.dto;

import org.jspecify.annotations.NullMarked;
