/**
 * The words that coordinator and node agent share: ids, and immutable records of what hardware reports
 * and what a node should hold. No protobuf, no framework: {@code dev.heddle.contract.wire} maps these
 * to and from the wire.
 */
@NullMarked
package dev.heddle.contract.model;

import org.jspecify.annotations.NullMarked;
