/** What a run did, for people and for programs. */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
