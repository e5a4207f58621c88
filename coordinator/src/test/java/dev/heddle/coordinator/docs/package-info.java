/** Parts of the documentation that are made from the program, and the check that they are up to date. */
@NullMarked
package dev.heddle.coordinator.docs;

import org.jspecify.annotations.NullMarked;
