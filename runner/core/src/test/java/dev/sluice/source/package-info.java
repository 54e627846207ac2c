/** Tests of sources, with Git servers of their own. */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
