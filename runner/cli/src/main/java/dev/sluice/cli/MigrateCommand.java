package dev.sluice.cli;

import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.FluxObjects;
import dev.sluice.migrate.Migration;
import dev.sluice.migrate.MigrationPlan;
import dev.sluice.migrate.MigrationPlanner;
import dev.sluice.migrate.MigrationWriter;
import dev.sluice.migrate.TargetVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice migrate}: writes newer API versions of Flux into the files of a repository. */
@Command(
        name = "migrate",
        description = "Write the API versions that Flux serves in place of old ones, in files: in objects, patches and"
                + " references. Comments, quotes and line ends stay as they are. Fields that newer versions dropped"
                + " are written in the new way; where somebody has to decide, the object keeps its version and is"
                + " named.")
final class MigrateCommand implements Callable<Integer> {

    private static final int DIFFERENCES = 1;

    private final Execution execution;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files and directories; what Git ignores and links lead to is left out. Without: the"
                    + " current directory.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--dry-run", description = "Write nothing, print the differences; exit code 1 if there are any.")
    private boolean dryRun;

    @Option(
            names = "--flux-version",
            paramLabel = "VERSION",
            defaultValue = "2.9",
            completionCandidates = Releases.class,
            description = "The release of Flux whose API versions are wanted: ${COMPLETION-CANDIDATES} (without:"
                    + " ${DEFAULT-VALUE}).")
    private String fluxVersion = "";

    @Option(
            names = "--extensions",
            paramLabel = "EXTENSION",
            split = ",",
            defaultValue = ".yaml,.yml,.json",
            description = "How names of manifests end (without: ${DEFAULT-VALUE}).")
    private List<String> extensions = new ArrayList<>();

    @Option(names = Failures.STACK_TRACE, description = "Show the stack trace of a failure.")
    @SuppressWarnings("UnusedVariable") // Failures asks for the option where something fails.
    private boolean stackTrace;

    MigrateCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        var flux = new FluxObjects();
        var migration = new Migration(flux, new TargetVersions(flux, fluxVersion));
        MigrationPlan plan = new MigrationPlanner(execution.directory(), migration)
                .plan(paths.isEmpty() ? List.of(Path.of("")) : paths, extensions);
        if (dryRun) {
            execution.print(plan.diff());
        } else {
            new MigrationWriter().write(plan);
            execution.print(plan.summary());
        }
        if (!plan.left().isEmpty()) {
            throw new InvalidInput(plan.left());
        }
        return dryRun && !plan.isEmpty() ? DIFFERENCES : CommandLine.ExitCode.OK;
    }

    /** The releases as users type them. */
    static final class Releases implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TargetVersions.RELEASES.iterator();
        }
    }
}
