/** The areas of conformance data, and the one runner of them all. */
@NullMarked
package dev.sluice.tests.conformance;

import org.jspecify.annotations.NullMarked;
