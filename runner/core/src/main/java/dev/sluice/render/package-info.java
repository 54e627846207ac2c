/** From an artifact to the objects of every unit of a run. */
@NullMarked
package dev.sluice.render;

import org.jspecify.annotations.NullMarked;
