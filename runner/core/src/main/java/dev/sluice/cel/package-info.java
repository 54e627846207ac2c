/** Expressions of the Common Expression Language as Flux evaluates them; knows nothing of Flux's objects. */
@NullMarked
package dev.sluice.cel;

import org.jspecify.annotations.NullMarked;
