package dev.sluice.tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What some work took, in milliseconds: from start to end, and of the processors, which other work on the machine hardly
 * changes.
 */
record Cost(double wall, double processor) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** As a shell's {@code times} prints them, {@code 0m1.234s}. */
    private static final Pattern MINUTES = Pattern.compile("(\\d+)m([\\d.]+)s");

    /** Of work in this process; of the processor, its collection of garbage counts, too. */
    static Cost of(Runnable work) {
        long processor = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - wall) / 1e6, (SYSTEM.getProcessCpuTime() - processor) / 1e6);
    }

    /** Of work in this process that is done several times, for one of them. */
    static Cost of(int times, Runnable work) {
        Cost all = of(() -> {
            for (int i = 0; i < times; i++) {
                work.run();
            }
        });
        return new Cost(all.wall() / times, all.processor() / times);
    }

    /** Of processes that run one after the other; what they print is thrown away. */
    static Cost of(List<List<String>> commands) throws IOException, InterruptedException {
        Path script = Files.createTempFile("sluice-benchmark", ".sh");
        try {
            String lines = commands.stream()
                    .map(command -> quoted(command) + " >/dev/null 2>&1\n")
                    .collect(Collectors.joining());
            Files.writeString(script, lines + "times\n");
            long start = System.nanoTime();
            Process shell = new ProcessBuilder("sh", script.toString()).start();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            shell.waitFor();
            return new Cost((System.nanoTime() - start) / 1e6, ofChildren(printed));
        } finally {
            Files.delete(script);
        }
    }

    /** The second line is the children's. */
    private static double ofChildren(String printed) {
        List<String> lines = printed.lines().toList();
        Matcher matcher = MINUTES.matcher(lines.get(lines.size() - 1));
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1)) * 60_000 + Double.parseDouble(matcher.group(2)) * 1_000;
        }
        return sum;
    }

    private static String quoted(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
