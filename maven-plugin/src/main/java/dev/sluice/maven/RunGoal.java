package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.io.File;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What every goal that runs takes: where to start, how to find sources, how long and how hard to try. */
abstract class RunGoal extends AbstractMojo {

    /** The directory that relative paths start from: the project's, else the current one. */
    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // set by Maven
    private File directory;

    /**
     * The directories the run starts from, together one root. Without: the path of the workspace's gotk-sync.yaml, else
     * the project's directory.
     */
    @Parameter(property = "sluice.entries")
    private @Nullable List<String> entries;

    /**
     * Directories that are roots of their own, each carried out for itself, and what they share once. For goals that apply
     * to no target. A single one is the entry.
     */
    @Parameter(property = "sluice.roots")
    private @Nullable List<String> roots;

    /** The root Kustomization's name. Without: what the entry's gotk-sync.yaml calls it, else flux-system. */
    @Parameter(property = "sluice.name")
    private @Nullable String name;

    /** The root Kustomization's namespace. Without: that of gotk-sync.yaml, else flux-system. */
    @Parameter(property = "sluice.namespace")
    private @Nullable String namespace;

    /** Directories that stand for sources: Kind/namespace/name=PATH. */
    @Parameter(property = "sluice.localSources")
    private @Nullable List<String> localSources;

    /** Kinds that cannot be carried out yet and are left out knowingly. */
    @Parameter(property = "sluice.skipKinds")
    private @Nullable List<String> skipKinds;

    /** Whether a unit that prunes may render to nothing. */
    @Parameter(property = "sluice.allowEmpty")
    private @Nullable Boolean allowEmpty;

    /** Whether an undefined variable is an error. */
    @Parameter(property = "sluice.strictSubstitutions")
    private @Nullable Boolean strictSubstitutions;

    /** Whether kustomizations may name files of web servers and directories of other Git repositories. */
    @Parameter(property = "sluice.remoteBases")
    private @Nullable Boolean remoteBases;

    /** How often a step that failed for a passing reason is tried again. */
    @Parameter(property = "sluice.retries")
    private @Nullable Integer retries;

    /** How long the whole run may take: 90s, 1h30m. */
    @Parameter(property = "sluice.timeout")
    private @Nullable String timeout;

    /** How many units and sources are worked on at once. */
    @Parameter(property = "sluice.parallel")
    private @Nullable Integer parallel;

    /** How long a run may go on after it was told to stop. */
    @Parameter(property = "sluice.grace")
    private @Nullable String grace;

    /** The repository's root, where it is not the Git checkout that holds the entry. */
    @Parameter(property = "sluice.workspace")
    private @Nullable File workspace;

    /** Where fetched sources are kept. */
    @Parameter(property = "sluice.cache")
    private @Nullable File cache;

    /** A file with Camel route templates of your own. */
    @Parameter(property = "sluice.template")
    private @Nullable File template;

    /** Write events as JSON lines in Flux's form into this file. */
    @Parameter(property = "sluice.events")
    private @Nullable File events;

    /** Write what the run did as JSON into this file; as SARIF, Markdown or HTML where its name ends so (.sarif, .md, .html). */
    @Parameter(property = "sluice.report")
    private @Nullable File report;

    private final Command command;

    RunGoal(Command command) {
        this.command = command;
    }

    /** Adds what only some goals take. */
    abstract void addTo(RunRequest.Builder request) throws MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        RunRequest.Builder request =
                RunRequest.builder(command, directory.toPath()).environment(System.getenv());
        given(entries, request::entries);
        given(roots, request::roots);
        given(name, request::name);
        given(namespace, request::namespace);
        given(ParameterText.pairs("localSources", localSources), request::localSources);
        given(skipKinds, request::skipKinds);
        given(allowEmpty, request::allowEmpty);
        given(strictSubstitutions, request::strictSubstitutions);
        given(remoteBases, request::remoteBases);
        given(retries, request::retries);
        given(ParameterText.duration("timeout", timeout), request::timeout);
        given(parallel, request::parallel);
        given(ParameterText.duration("grace", grace), request::grace);
        given(ParameterText.path(cache), request::cache);
        given(ParameterText.path(workspace), request::workspace);
        given(ParameterText.path(template), request::template);
        request.ownFiles(Stream.of(events, report)
                .flatMap(Stream::ofNullable)
                .map(File::toPath)
                .toList());
        addTo(request);
        new Execution(CamelPipelineRunner::new, getLog(), Clock.systemUTC())
                .run(request.build(), ParameterText.path(events), ParameterText.path(report));
    }
}
