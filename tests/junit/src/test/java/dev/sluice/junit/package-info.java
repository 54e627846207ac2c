/** The extension on a real cluster. */
@NullMarked
package dev.sluice.junit;

import org.jspecify.annotations.NullMarked;
