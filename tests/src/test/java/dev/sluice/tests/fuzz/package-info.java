/** Differential fuzzing: random builds, made by Sluice and by the real program, compared byte for byte. */
@NullMarked
package dev.sluice.tests.fuzz;

import org.jspecify.annotations.NullMarked;
