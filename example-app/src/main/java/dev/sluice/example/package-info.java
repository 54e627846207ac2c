/** A web service that is small enough to read at a glance and real enough to be deployed. */
@NullMarked
package dev.sluice.example;

import org.jspecify.annotations.NullMarked;
