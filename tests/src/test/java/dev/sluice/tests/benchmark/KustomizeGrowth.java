package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the time of a build grows with the number of its objects: the exponent is the slope of the line through the
 * logarithms of both, so that 1 is linear and 2 quadratic. The time is the processors', collection of garbage included,
 * which other work on the machine hardly changes.
 */
final class KustomizeGrowth {

    private static final List<Integer> SIZES = List.of(1_000, 2_000, 4_000, 8_000, 16_000);
    private static final int WARM_UP = 8;
    private static final int TURNS = 5;

    /** What takes longer than this is not done once more, and not with more objects. */
    private static final double PATIENCE_MILLISECONDS = 3_000;

    private final Path work;

    KustomizeGrowth(Path work) {
        this.work = work;
    }

    void print() throws IOException {
        System.out.printf("%-30s %9s", "milliseconds by objects", "exponent");
        SIZES.forEach(size -> System.out.printf(" %8d", size));
        System.out.println();
        for (KustomizeShape shape : KustomizeShape.values()) {
            List<Double> times = times(shape);
            System.out.printf("%-30s %9.2f", shape.title(), exponent(times));
            times.forEach(time -> System.out.printf(" %8.0f", time));
            System.out.println();
        }
    }

    /** The times by size, as far as patience goes. */
    private List<Double> times(KustomizeShape shape) throws IOException {
        var times = new ArrayList<Double>();
        for (int size : SIZES) {
            Path path = work.resolve(shape + "-" + size);
            shape.write(path, size);
            var directory = new KustomizeDirectory(path, "", List.of());
            if (times.isEmpty()) {
                warmUp(directory);
            } else if (times.get(times.size() - 1) > PATIENCE_MILLISECONDS) {
                return times;
            }
            times.add(best(directory));
        }
        return times;
    }

    private static void warmUp(KustomizeDirectory directory) {
        directory.requireResult();
        for (int i = 0; i < WARM_UP; i++) {
            milliseconds(directory);
        }
    }

    private static double best(KustomizeDirectory directory) {
        double best = Double.MAX_VALUE;
        double spent = 0;
        for (int i = 0; i < TURNS && spent < PATIENCE_MILLISECONDS; i++) {
            double took = milliseconds(directory);
            best = Math.min(best, took);
            spent += took;
        }
        return best;
    }

    private static double milliseconds(KustomizeDirectory directory) {
        return Cost.of(() -> directory.build(new KustomizeDirectory.Kustomizes()))
                .processor();
    }

    private static double exponent(List<Double> times) {
        int count = times.size();
        double[] x = SIZES.stream().limit(count).mapToDouble(Math::log).toArray();
        double[] y = times.stream().mapToDouble(Math::log).toArray();
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < count; i++) {
            meanX += x[i] / count;
            meanY += y[i] / count;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < count; i++) {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }
        return covariance / variance;
    }
}
