/** An API server as a {@link dev.sluice.cluster.Cluster}. */
@NullMarked
package dev.sluice.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
