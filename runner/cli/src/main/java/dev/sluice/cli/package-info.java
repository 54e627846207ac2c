/** The command line: flags become a request, events become text, a result becomes an exit code. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
