/** Benchmarks: each a class {@code …Benchmark} with a {@code main}, whose numbers are ratios measured in one run. */
@NullMarked
package dev.sluice.tests.benchmark;

import org.jspecify.annotations.NullMarked;
