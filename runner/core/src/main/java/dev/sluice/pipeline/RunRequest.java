package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a front end can ask for. Every component but {@code command}, {@code directory}, {@code environment} and
 * {@code ownFiles} is an option of the command line and a parameter of the Maven plugin; the parity test holds that. Make one with a
 * {@link #builder(Command, Path) builder}, which knows every default; no front end has any.
 *
 * @param directory the directory that relative paths start from
 * @param environment the environment of the process: credentials, CI variables
 * @param ownFiles files that the front end writes itself (events, a report): no part of the workspace
 * @param entries the directories the run starts from, together one root; empty: found from {@code gotk-sync.yaml}, else
 *     the current directory
 * @param roots the directories of several roots, each rendered for itself; a single one is the entry
 * @param workspace the repository's root; empty: the Git checkout that holds the entries
 * @param name the root Kustomization's name; the default gives way to what the entry's {@code gotk-sync.yaml} calls it
 * @param namespace the root Kustomization's namespace; likewise
 * @param prune whether what left the repository is deleted, for a root that does not define itself
 * @param target where to apply: {@code cluster} or {@code dir:PATH}; empty: a cluster, where the environment names one
 * @param kubeconfig how to reach the cluster; empty: {@code $KUBECONFIG}, else {@code ~/.kube/config}, else the account of
 *     the pod that this runs in
 * @param context which context of the kubeconfig; empty: its current one
 * @param insecureKubeconfigExec whether programs that the kubeconfig names may be executed for credentials
 * @param only {@code KIND/NAMESPACE/NAME}: the units that are carried out; empty: all
 * @param output where {@code render} writes: a directory; empty: standard output
 * @param layout how {@code render} writes into a directory
 * @param localSources {@code Kind/namespace/name=PATH}: directories that stand for sources
 * @param skipKinds kinds that cannot be carried out yet and are left out knowingly
 * @param keepEncrypted whether what SOPS encrypted is rendered with a placeholder for each value, for want of keys
 * @param allowEmpty whether a unit that prunes may render to nothing
 * @param strictSubstitutions whether an undefined variable is an error, as in Flux
 * @param remoteBases whether kustomizations may name files of web servers and directories of other Git repositories
 * @param confirmPrune protected kinds that may be pruned all the same; {@code all}: every kind
 * @param waitForAll whether the health of every unit is waited for, also where its Kustomization does not ask for it
 * @param lockTimeout how long to wait until another run of the same root is over
 * @param withSecrets whether a directory target holds secret values, instead of their keyed digests
 * @param retries how often a step that failed for a passing reason is tried again
 * @param timeout how long the whole run may take
 * @param parallel how many units and sources are worked on at once; 0: as many as there are processors, at least four; for a cluster at
 *     least eight
 * @param every start a run so often, until told to stop
 * @param cron start a run by this schedule (Quartz cron expression), until told to stop
 * @param grace how long a run may go on after it was told to stop
 * @param cache where fetched sources are kept; empty: {@code $XDG_CACHE_HOME/sluice}, else {@code ~/.cache/sluice}
 * @param format how differences and findings are printed
 * @param strict whether {@code validate} takes warnings for errors
 * @param template a file with Camel route templates of the user's own
 */
public record RunRequest(
        Command command,
        Path directory,
        Map<String, String> environment,
        List<Path> ownFiles,
        List<String> entries,
        List<String> roots,
        Optional<Path> workspace,
        String name,
        String namespace,
        boolean prune,
        Optional<String> target,
        Optional<Path> kubeconfig,
        Optional<String> context,
        boolean insecureKubeconfigExec,
        List<String> only,
        Optional<Path> output,
        RenderLayout layout,
        Map<String, String> localSources,
        List<String> skipKinds,
        boolean keepEncrypted,
        boolean allowEmpty,
        boolean strictSubstitutions,
        boolean remoteBases,
        List<String> confirmPrune,
        boolean waitForAll,
        Duration lockTimeout,
        boolean withSecrets,
        int retries,
        Duration timeout,
        int parallel,
        Optional<Duration> every,
        Optional<String> cron,
        Duration grace,
        Optional<Path> cache,
        ReportFormat format,
        boolean strict,
        Optional<Path> template) {

    private static final String DIRECTORY_TARGET = "dir:";

    public RunRequest {
        requireNonNull(command, "command");
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        ownFiles = List.copyOf(ownFiles);
        entries = List.copyOf(entries);
        roots = List.copyOf(roots);
        localSources = Map.copyOf(localSources);
        skipKinds = List.copyOf(skipKinds);
        only = List.copyOf(only);
        confirmPrune = List.copyOf(confirmPrune);
    }

    /** Whether this is a run again and again, until told to stop. */
    public boolean isScheduled() {
        return every.isPresent() || cron.isPresent();
    }

    /** Whether this is about several roots, each with a result of its own. */
    public boolean hasSeveralRoots() {
        return roots.size() > 1;
    }

    /** The directories of the one root that this request is about, as long as it is not about several. */
    List<String> onlyRoot() {
        return roots.isEmpty() ? entries : roots;
    }

    /** What is wrong with the options themselves, all of it; whether files are right is found out by the run. */
    public List<Problem> problems() {
        return new RequestProblems(this).all();
    }

    /** A builder that starts with every default. */
    public static Builder builder(Command command, Path directory) {
        return new Builder(command, directory);
    }

    /** The directory that {@code target} names; only for a request without {@link #problems()}. */
    public Optional<Path> targetDirectory() {
        return target.filter(text -> text.startsWith(DIRECTORY_TARGET))
                .map(text -> directory.resolve(text.substring(DIRECTORY_TARGET.length())));
    }

    /** Builds a request; every method answers the builder itself. */
    public static final class Builder {
        private final Command command;
        private final Path directory;
        private Map<String, String> environment = Map.of();
        private List<Path> ownFiles = List.of();
        private List<String> entries = List.of();
        private List<String> roots = List.of();
        private Optional<Path> workspace = Optional.empty();
        private String name = "flux-system";
        private String namespace = "flux-system";
        private boolean prune = true;
        private Optional<String> target = Optional.empty();
        private Optional<Path> kubeconfig = Optional.empty();
        private Optional<String> context = Optional.empty();
        private boolean insecureKubeconfigExec = false;
        private List<String> only = List.of();
        private Optional<Path> output = Optional.empty();
        private RenderLayout layout = RenderLayout.OBJECTS;
        private Map<String, String> localSources = Map.of();
        private List<String> skipKinds = List.of();
        private boolean keepEncrypted = false;
        private boolean allowEmpty = false;
        private boolean strictSubstitutions = true;
        private boolean remoteBases = true;
        private List<String> confirmPrune = List.of();
        private boolean waitForAll = false;
        private Duration lockTimeout = Duration.ofMinutes(1);
        private boolean withSecrets = false;
        private int retries = 4;
        private Duration timeout = Duration.ofHours(1);
        private int parallel = 0;
        private Optional<Duration> every = Optional.empty();
        private Optional<String> cron = Optional.empty();
        private Duration grace = Duration.ofSeconds(30);
        private Optional<Path> cache = Optional.empty();
        private ReportFormat format = ReportFormat.TEXT;
        private boolean strict = false;
        private Optional<Path> template = Optional.empty();

        private Builder(Command command, Path directory) {
            this.command = command;
            this.directory = directory;
        }

        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        public Builder ownFiles(List<Path> ownFiles) {
            this.ownFiles = ownFiles;
            return this;
        }

        public Builder entries(List<String> entries) {
            this.entries = entries;
            return this;
        }

        public Builder roots(List<String> roots) {
            this.roots = roots;
            return this;
        }

        public Builder workspace(@Nullable Path workspace) {
            this.workspace = Optional.ofNullable(workspace);
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        public Builder prune(boolean prune) {
            this.prune = prune;
            return this;
        }

        public Builder target(@Nullable String target) {
            this.target = Optional.ofNullable(target);
            return this;
        }

        public Builder kubeconfig(@Nullable Path kubeconfig) {
            this.kubeconfig = Optional.ofNullable(kubeconfig);
            return this;
        }

        public Builder context(@Nullable String context) {
            this.context = Optional.ofNullable(context);
            return this;
        }

        public Builder insecureKubeconfigExec(boolean insecureKubeconfigExec) {
            this.insecureKubeconfigExec = insecureKubeconfigExec;
            return this;
        }

        public Builder only(List<String> only) {
            this.only = only;
            return this;
        }

        public Builder output(@Nullable Path output) {
            this.output = Optional.ofNullable(output);
            return this;
        }

        public Builder layout(RenderLayout layout) {
            this.layout = layout;
            return this;
        }

        public Builder localSources(Map<String, String> localSources) {
            this.localSources = localSources;
            return this;
        }

        public Builder skipKinds(List<String> skipKinds) {
            this.skipKinds = skipKinds;
            return this;
        }

        public Builder keepEncrypted(boolean keepEncrypted) {
            this.keepEncrypted = keepEncrypted;
            return this;
        }

        public Builder allowEmpty(boolean allowEmpty) {
            this.allowEmpty = allowEmpty;
            return this;
        }

        public Builder strictSubstitutions(boolean strictSubstitutions) {
            this.strictSubstitutions = strictSubstitutions;
            return this;
        }

        public Builder remoteBases(boolean remoteBases) {
            this.remoteBases = remoteBases;
            return this;
        }

        public Builder confirmPrune(List<String> confirmPrune) {
            this.confirmPrune = confirmPrune;
            return this;
        }

        public Builder waitForAll(boolean waitForAll) {
            this.waitForAll = waitForAll;
            return this;
        }

        public Builder lockTimeout(Duration lockTimeout) {
            this.lockTimeout = lockTimeout;
            return this;
        }

        public Builder withSecrets(boolean withSecrets) {
            this.withSecrets = withSecrets;
            return this;
        }

        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        public Builder parallel(int parallel) {
            this.parallel = parallel;
            return this;
        }

        public Builder every(@Nullable Duration every) {
            this.every = Optional.ofNullable(every);
            return this;
        }

        public Builder cron(@Nullable String cron) {
            this.cron = Optional.ofNullable(cron);
            return this;
        }

        public Builder grace(Duration grace) {
            this.grace = grace;
            return this;
        }

        public Builder cache(@Nullable Path cache) {
            this.cache = Optional.ofNullable(cache);
            return this;
        }

        public Builder format(ReportFormat format) {
            this.format = format;
            return this;
        }

        public Builder strict(boolean strict) {
            this.strict = strict;
            return this;
        }

        public Builder template(@Nullable Path template) {
            this.template = Optional.ofNullable(template);
            return this;
        }

        public RunRequest build() {
            return new RunRequest(
                    command,
                    directory,
                    environment,
                    ownFiles,
                    entries,
                    roots,
                    workspace,
                    name,
                    namespace,
                    prune,
                    target,
                    kubeconfig,
                    context,
                    insecureKubeconfigExec,
                    only,
                    output,
                    layout,
                    localSources,
                    skipKinds,
                    keepEncrypted,
                    allowEmpty,
                    strictSubstitutions,
                    remoteBases,
                    confirmPrune,
                    waitForAll,
                    lockTimeout,
                    withSecrets,
                    retries,
                    timeout,
                    parallel,
                    every,
                    cron,
                    grace,
                    cache,
                    format,
                    strict,
                    template);
        }
    }
}
