package dev.sluice.cli;

import dev.sluice.failure.Problem;
import dev.sluice.kustomize.BuildOutput;
import dev.sluice.kustomize.ChartInflator;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.LocalDirectory;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.kustomize.Reorder;
import dev.sluice.object.Manifests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice kustomize}: takes the arguments of {@code kustomize build} and prints the same bytes. */
@Command(
        name = "kustomize",
        description = "Build a kustomization as 'kustomize build' (" + Kustomize.VERSION
                + ") does: the same flags, the same bytes. 'sluice kustomize build DIR' is the same as"
                + " 'sluice kustomize DIR'.")
final class KustomizeCommand implements Callable<Integer> {

    static final Words<LoadRestriction> RESTRICTIONS = new Words<>(
            List.of(LoadRestriction.values()),
            restriction -> restriction == LoadRestriction.NONE ? "LoadRestrictionsNone" : "LoadRestrictionsRootOnly");

    static final Words<Reorder> ORDERS =
            new Words<>(List.of(Reorder.LEGACY, Reorder.NONE), order -> order == Reorder.NONE ? "none" : "legacy");

    /** Kustomize's own switch for those that cannot change its flags. */
    private static final String MANAGED_BY_VARIABLE = "KUSTOMIZE_ENABLE_MANAGEDBY_LABEL";

    private final Execution execution;

    @Parameters(
            paramLabel = "[DIR]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "The directory of a kustomization.yaml, or the URL of a Git repository with one. Without: the"
                    + " current directory.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "Write into this file, or, if it is a directory, into one file an object in it.")
    private String output = "";

    @Option(
            names = "--load-restrictor",
            paramLabel = "RESTRICTION",
            completionCandidates = Restrictions.class,
            description = "Whether a kustomization may name files outside of its directory: ${COMPLETION-CANDIDATES}.")
    private @Nullable LoadRestriction loadRestriction;

    @Option(
            names = "--reorder",
            paramLabel = "ORDER",
            completionCandidates = Orders.class,
            description = "The order of the objects, where no sortOptions say it: ${COMPLETION-CANDIDATES}."
                    + " Deprecated in kustomize.")
    private @Nullable Reorder reorder;

    @Option(
            names = "--enable-managedby-label",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Add the label app.kubernetes.io/managed-by. Deprecated in kustomize.")
    private boolean managedByLabel;

    @Mixin
    private final RemoteBaseOptions remote = new RemoteBaseOptions();

    @Mixin
    private final ChartOptions charts = new ChartOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private KustomizeCommand(Execution execution) {
        this.execution = execution;
    }

    /** The command with those of kustomize's options that are refused. */
    static CommandLine commandLine(Execution execution) {
        var command = new CommandLine(new KustomizeCommand(execution));
        command.getCommandSpec()
                .addOption(OptionSpec.builder(Failures.STACK_TRACE)
                        .type(boolean.class)
                        .description("Show the stack trace of a failure.")
                        .build());
        RefusedOptions.addTo(command.getCommandSpec());
        return command;
    }

    @Override
    public Integer call() {
        Path from = execution.directory();
        String target = new KustomizeArguments(spec.commandLine(), from).target(words);
        RemoteBases bases = remote.bases(from, execution.terminal().environment());
        var kustomize = new Kustomize(options(), bases, ChartInflator.NONE);
        KustomizeBuild build = Kustomize.isRemote(target)
                ? kustomize.build(target)
                : kustomize.build(LocalDirectory.of(from, Path.of(target)));
        execution.warn(deprecations());
        execution.warn(build.warnings());
        if (output.isEmpty()) {
            return execution.print(Manifests.write(build.manifests()));
        }
        BuildOutput.at(from, Path.of(output)).write(build);
        return CommandLine.ExitCode.OK;
    }

    private KustomizeOptions options() {
        KustomizeOptions options = KustomizeOptions.defaults().with(charts.options());
        if (loadRestriction != null) {
            options = options.with(loadRestriction);
        }
        if (reorder != null) {
            options = options.with(reorder);
        }
        boolean labelled =
                managedByLabel || "on".equals(execution.terminal().environment().get(MANAGED_BY_VARIABLE));
        return labelled ? options.withManagedByLabel() : options;
    }

    private List<Problem> deprecations() {
        var deprecations = new ArrayList<Problem>();
        if (reorder != null) {
            deprecations.add(Problem.of("--reorder", "deprecated, use 'sortOptions' in the kustomization"));
        }
        if (managedByLabel) {
            deprecations.add(Problem.of(
                    "--enable-managedby-label",
                    "deprecated, use 'buildMetadata: [managedByLabel]' in the kustomization"));
        }
        return deprecations;
    }

    /** The restrictions as users type them. */
    static final class Restrictions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RESTRICTIONS.iterator();
        }
    }

    /** The orders as users type them. */
    static final class Orders implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ORDERS.iterator();
        }
    }
}
