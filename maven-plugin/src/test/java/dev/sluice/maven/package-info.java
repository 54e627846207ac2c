/** Tests of the goals with a runner made by hand. */
@NullMarked
package dev.sluice.maven;

import org.jspecify.annotations.NullMarked;
