/** Rewrites files with old versions of Flux's objects, and leaves every other byte of them as it is. */
@NullMarked
package dev.sluice.migrate;

import org.jspecify.annotations.NullMarked;
