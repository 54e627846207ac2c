/** What a person does with Sluice, played through the one door; named after the numbers of the scenarios. */
@NullMarked
package dev.sluice.tests.scenarios;

import org.jspecify.annotations.NullMarked;
