/** Sources: a repository at a revision, as a directory on this machine. */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
