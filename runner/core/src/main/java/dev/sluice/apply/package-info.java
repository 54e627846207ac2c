/** Bringing the target to what was planned. */
@NullMarked
package dev.sluice.apply;

import org.jspecify.annotations.NullMarked;
