/** What no single module can test. */
@NullMarked
package dev.sluice.tests;

import org.jspecify.annotations.NullMarked;
