/** The wire's tests; {@link dev.heddle.contract.wire.Samples} makes messages for other tests too. */
@NullMarked
package dev.heddle.contract.wire;

import org.jspecify.annotations.NullMarked;
