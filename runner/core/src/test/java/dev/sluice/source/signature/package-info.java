/** Tests of the package of the same name, and keys for tests that sign. */
@NullMarked
package dev.sluice.source.signature;

import org.jspecify.annotations.NullMarked;
