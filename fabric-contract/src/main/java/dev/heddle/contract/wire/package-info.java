/**
 * Maps the model to and from the wire. What comes in is hostile until it has passed here: every value that leaves
 * this package is a valid model record, and everything else is a {@link dev.heddle.contract.wire.WireFormatException}.
 */
@NullMarked
package dev.heddle.contract.wire;

import org.jspecify.annotations.NullMarked;
