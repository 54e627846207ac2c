/** Kubernetes objects as values, and the YAML they are read from and written to. */
@NullMarked
package dev.sluice.object;

import org.jspecify.annotations.NullMarked;
