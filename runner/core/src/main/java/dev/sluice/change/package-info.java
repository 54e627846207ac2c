/** The difference between what was rendered and what the target holds. */
@NullMarked
package dev.sluice.change;

import org.jspecify.annotations.NullMarked;
