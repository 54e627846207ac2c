/** How a live object is: kstatus, as Flux waits by it. */
@NullMarked
package dev.sluice.cluster.status;

import org.jspecify.annotations.NullMarked;
