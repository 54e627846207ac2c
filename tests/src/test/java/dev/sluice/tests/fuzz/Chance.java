package dev.sluice.tests.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Everything random about a build: the same seed draws the same. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        // The first numbers of neighbouring seeds resemble each other; those of scrambled ones do not.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** True once in so many. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** At least {@code from}, below {@code to}. */
    int between(int from, int to) {
        return from + random.nextInt(to - from);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to so many of the choices, at least one, in random order. */
    <T> List<T> some(List<T> choices, int most) {
        var shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, Math.min(shuffled.size(), between(1, most + 1))));
    }
}
