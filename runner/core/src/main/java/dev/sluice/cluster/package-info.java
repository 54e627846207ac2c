/** Where a run applies: the target, its state and its lock. */
@NullMarked
package dev.sluice.cluster;

import org.jspecify.annotations.NullMarked;
