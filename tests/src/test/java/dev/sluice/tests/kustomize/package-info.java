/** Kustomize builds whose results a real {@code kustomize} made, a text file each. */
@NullMarked
package dev.sluice.tests.kustomize;

import org.jspecify.annotations.NullMarked;
