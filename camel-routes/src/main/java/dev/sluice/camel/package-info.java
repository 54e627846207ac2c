/** The engine's stages as Camel routes. */
@NullMarked
package dev.sluice.camel;

import org.jspecify.annotations.NullMarked;
