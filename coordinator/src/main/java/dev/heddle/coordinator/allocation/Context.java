package dev.heddle.coordinator.allocation;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a decision needs from outside.
 *
 * @param now the time, for stamps and deadlines that people set
 * @param ids draws an id that was never used before
 */
public record Context(Instant now, Supplier<String> ids) {}
