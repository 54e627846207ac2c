/** A throw-away Kubernetes cluster for tests, as a JUnit extension. */
@NullMarked
package dev.sluice.junit;

import org.jspecify.annotations.NullMarked;
