package dev.sluice.tests.conformance;

import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The program behind {@code tests/conformance AREA [DIR]}: all cases of one area in one JVM. */
public final class Conformance {

    private static final int WHOLE = 0;
    private static final int NOT_WHOLE = 1;
    private static final int USAGE = 2;

    private final List<Area> areas;
    private final CaseRunner runner;
    private final PrintStream out;
    private final PrintStream err;

    Conformance(List<Area> areas, CaseRunner runner, PrintStream out, PrintStream err) {
        this.areas = areas;
        this.runner = runner;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws Exception {
        var program = new Conformance(Areas.ALL, CaseRunner.onAllCores(), System.out, System.err);
        System.exit(program.run(List.of(arguments)));
    }

    /** Runs the area; answers the exit code: 0 whole, 1 not whole, 2 nothing was tried. */
    int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            return refuse(usage());
        }
        String name = arguments.get(0);
        Path directory = arguments.size() == 2 ? Path.of(arguments.get(1)) : defaultDirectory(name);
        Optional<Area> area =
                areas.stream().filter(one -> one.name().equals(name)).findFirst();
        if (area.isEmpty() && isPlainName(name) && Files.isDirectory(directory)) {
            return refuse(name + ": there is data in " + directory + ", but this area is not carried out yet");
        }
        if (area.isEmpty()) {
            return refuse(name + ": no such area\n" + usage());
        }
        if (!Files.isDirectory(directory)) {
            return refuse(name + ": no data: " + directory + " is not there");
        }
        Results results = runner.run(area.get().cases(directory));
        results.failed().forEach(result -> out.println(result.failLine()));
        out.println(results.summary());
        return results.isWhole() ? WHOLE : NOT_WHOLE;
    }

    /** Where an area's data is unless the caller names a folder. */
    static Path defaultDirectory(String area) {
        return area.equals("repos")
                ? Checkout.repositories()
                : Checkout.conformance().resolve(area);
    }

    private int refuse(String message) {
        err.println(message);
        return USAGE;
    }

    private String usage() {
        return "usage: tests/conformance AREA [DIR]\nareas: "
                + areas.stream().map(Area::name).sorted().collect(Collectors.joining(", "));
    }

    private static boolean isPlainName(String name) {
        return name.matches("[a-z0-9][a-z0-9-]*");
    }
}
