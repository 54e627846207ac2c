package dev.sluice.cli;

import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs takes: where to start, how to find sources, how long and how hard to try. */
final class RunOptions {

    @Parameters(
            paramLabel = "ENTRY",
            arity = "0..*",
            description = "Directories the run starts from, together one root. Without: the path of the workspace's"
                    + " gotk-sync.yaml, else the current directory.")
    private @Nullable List<String> entries;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "A directory that is a root of its own; given several times, each is carried out for itself, and"
                            + " what they share once. For commands that apply to no target. A single one is the ENTRY.")
    private @Nullable List<String> roots;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The root Kustomization's name. Without: what the entry's gotk-sync.yaml calls it, else flux-system.")
    private @Nullable String name;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "The root Kustomization's namespace. Without: that of gotk-sync.yaml, else flux-system.")
    private @Nullable String namespace;

    @Option(
            names = "--local-source",
            paramLabel = "KIND/NAMESPACE/NAME=PATH",
            description = "A directory that stands for a source.")
    private @Nullable Map<String, String> localSources;

    @Option(
            names = "--skip-kinds",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds that cannot be carried out yet and are left out knowingly.")
    private @Nullable List<String> skipKinds;

    @Option(names = "--allow-empty", description = "A unit that prunes may render to nothing.")
    private boolean allowEmpty;

    @Option(
            names = {"--strict-substitutions", "--strict-substitution"},
            negatable = true,
            description = "Whether an undefined variable is an error, as it is in Flux; with --no- it is empty.")
    private @Nullable Boolean strictSubstitutions;

    @Option(
            names = "--no-remote-bases",
            description = "Kustomizations may name nothing outside of their source: no files of web servers, no"
                    + " directories of other Git repositories.")
    private boolean noRemoteBases;

    @Option(
            names = "--retries",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "How often a step that failed for a passing reason is tried again.")
    private @Nullable Integer retries;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long the whole run may take: 90s, 1h30m.")
    private @Nullable Duration timeout;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "How many units and sources are worked on at once.")
    private @Nullable Integer parallel;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "How long a run may go on after it was told to stop (SIGTERM, Ctrl-C).")
    private @Nullable Duration grace;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The repository's root, where it is not the Git checkout that holds ENTRY.")
    private @Nullable Path workspace;

    @Option(names = "--cache", paramLabel = "DIR", description = "Where fetched sources are kept.")
    private @Nullable Path cache;

    @Option(names = "--template", paramLabel = "FILE", description = "A file with Camel route templates of your own.")
    private @Nullable Path template;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(entries, request::entries);
        given(roots, request::roots);
        given(name, request::name);
        given(namespace, request::namespace);
        given(localSources, request::localSources);
        given(skipKinds, request::skipKinds);
        given(retries, request::retries);
        given(timeout, request::timeout);
        given(parallel, request::parallel);
        given(grace, request::grace);
        given(cache, request::cache);
        given(workspace, request::workspace);
        given(template, request::template);
        if (allowEmpty) {
            request.allowEmpty(true);
        }
        given(strictSubstitutions, request::strictSubstitutions);
        if (noRemoteBases) {
            request.remoteBases(false);
        }
        return request;
    }

    /** Leaves the request alone where the option is absent: the defaults are the builder's. */
    static <T> void given(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
