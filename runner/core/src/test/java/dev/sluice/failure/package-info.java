/** Tests of what can go wrong in a run. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
