/** What a run tells while it works. */
@NullMarked
package dev.sluice.event;

import org.jspecify.annotations.NullMarked;
