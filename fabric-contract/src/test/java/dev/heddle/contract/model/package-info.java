@NullMarked
package dev.heddle.contract.model;

import org.jspecify.annotations.NullMarked;
