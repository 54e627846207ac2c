/** The cluster target on a real API server. */
@NullMarked
package dev.sluice.tests.cluster;

import org.jspecify.annotations.NullMarked;
