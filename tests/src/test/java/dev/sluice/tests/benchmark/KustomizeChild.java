package dev.sluice.tests.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that builds each directory of a list once and prints the length of what came out, the milliseconds that it
 * took and the most heap that was in use, in MB.
 */
public final class KustomizeChild {

    private KustomizeChild() {}

    /** Takes the file with the list. */
    public static void main(String[] arguments) throws IOException {
        var kustomizes = new KustomizeDirectory.Kustomizes();
        long start = System.nanoTime();
        long length = 0;
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            length += KustomizeDirectory.parse(line).build(kustomizes);
        }
        System.out.println(length + " " + (System.nanoTime() - start) / 1_000_000 + " " + peak());
    }

    /** What the pools of the heap held at most, each at its own time: the collector had not looked at all of it. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(KustomizeChild::peakOf)
                        .sum()
                / 1_000_000;
    }

    private static long peakOf(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }
}
