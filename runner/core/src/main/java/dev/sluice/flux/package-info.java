/** Flux's own objects: parsed, defaulted, validated, and the rules that belong to them. */
@NullMarked
package dev.sluice.flux;

import org.jspecify.annotations.NullMarked;
