/** A run as a whole: what it is asked for and how it ends. */
@NullMarked
package dev.sluice.pipeline;

import org.jspecify.annotations.NullMarked;
