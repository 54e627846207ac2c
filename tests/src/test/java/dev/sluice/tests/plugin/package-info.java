/** The Maven plugin in real builds. */
@NullMarked
package dev.sluice.tests.plugin;

import org.jspecify.annotations.NullMarked;
