/** A source together with the images that were built from it. */
@NullMarked
package dev.sluice.artifact;

import org.jspecify.annotations.NullMarked;
