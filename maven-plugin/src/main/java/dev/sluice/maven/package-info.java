/** The Maven plugin: parameters become a request, events become log lines, a bad result becomes a failed build. */
@NullMarked
package dev.sluice.maven;

import org.jspecify.annotations.NullMarked;
