/** What can go wrong in a run, in four kinds, each with its exit code. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
