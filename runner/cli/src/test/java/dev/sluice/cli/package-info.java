/** Tests of the command line with a runner made by hand. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
