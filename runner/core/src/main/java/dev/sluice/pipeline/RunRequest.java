package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a front end can ask for. Every component but {@code command}, {@code directory} and {@code environment} is an
 * option of the command line and a parameter of the Maven plugin; the parity test holds that. Make one with a
 * {@link #builder(Command, Path) builder}, which knows every default; no front end has any.
 *
 * @param directory the directory that relative paths start from
 * @param environment the environment of the process: credentials, CI variables
 * @param entries the directories the run starts from, together one root; empty: found from {@code gotk-sync.yaml}, else
 *     the current directory
 * @param workspace the repository's root; empty: the Git checkout that holds the entries
 * @param name the root Kustomization's name
 * @param namespace the root Kustomization's namespace
 * @param prune whether what left the repository is deleted, for a root that does not define itself
 * @param target where to apply: {@code dir:PATH}
 * @param output where {@code render} writes: a directory; empty: standard output
 * @param layout how {@code render} writes into a directory
 * @param localSources {@code Kind/namespace/name=PATH}: directories that stand for sources
 * @param skipKinds kinds that cannot be carried out yet and are left out knowingly
 * @param allowEmpty whether a unit that prunes may render to nothing
 * @param strictSubstitution whether an undefined variable is an error, as in Flux
 * @param withSecrets whether a directory target holds secret values, instead of their keyed digests
 * @param retries how often a step that failed for a passing reason is tried again
 * @param timeout how long the whole run may take
 * @param parallel how many units and sources are worked on at once; 0: as many as there are processors, at least four
 * @param every start a run so often, until told to stop
 * @param cron start a run by this schedule (Quartz cron expression), until told to stop
 * @param grace how long a run may go on after it was told to stop
 * @param cache where fetched sources are kept; empty: {@code $XDG_CACHE_HOME/sluice}, else {@code ~/.cache/sluice}
 * @param format how differences are printed
 * @param template a file with Camel route templates of the user's own
 */
public record RunRequest(
        Command command,
        Path directory,
        Map<String, String> environment,
        List<String> entries,
        Optional<Path> workspace,
        String name,
        String namespace,
        boolean prune,
        Optional<String> target,
        Optional<Path> output,
        RenderLayout layout,
        Map<String, String> localSources,
        List<String> skipKinds,
        boolean allowEmpty,
        boolean strictSubstitution,
        boolean withSecrets,
        int retries,
        Duration timeout,
        int parallel,
        Optional<Duration> every,
        Optional<String> cron,
        Duration grace,
        Optional<Path> cache,
        DiffFormat format,
        Optional<Path> template) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final String NAME_HINT = "lower case letters, digits, '-' and '.'";

    private static final String DIRECTORY_TARGET = "dir:";

    public RunRequest {
        requireNonNull(command, "command");
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        entries = List.copyOf(entries);
        localSources = Map.copyOf(localSources);
        skipKinds = List.copyOf(skipKinds);
    }

    /** Whether this is a run again and again, until told to stop. */
    public boolean isScheduled() {
        return every.isPresent() || cron.isPresent();
    }

    /** What is wrong with the options themselves, all of it; whether files are right is found out by the run. */
    public List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        boolean applies = command == Command.RECONCILE || command == Command.DIFF || command == Command.DELETE;
        if (applies && target.isEmpty()) {
            problems.add(new Problem(
                    "--target", "is required: this version applies to directories only", "--target dir:PATH"));
        }
        target.filter(value -> !value.matches("dir:.+"))
                .ifPresent(value -> problems.add(new Problem(
                        "--target", "\"" + value + "\" is no target", "dir:PATH is what this version knows")));
        localSources.keySet().stream()
                .filter(key -> !key.matches("[A-Za-z]+/[^/]+/[^/]+"))
                .forEach(key -> problems.add(
                        new Problem("--local-source", "\"" + key + "\" names no source", "Kind/namespace/name=PATH")));
        problems.addAll(problemsOfNames());
        problems.addAll(problemsOfSchedule());
        problems.addAll(problemsOfLimits());
        return problems;
    }

    private List<Problem> problemsOfNames() {
        var problems = new ArrayList<Problem>();
        if (!NAME.matcher(name).matches()) {
            problems.add(new Problem("--name", "\"" + name + "\" can be no Kustomization's name", NAME_HINT));
        }
        if (!NAME.matcher(namespace).matches()) {
            problems.add(new Problem("--namespace", "\"" + namespace + "\" can be no namespace's name", NAME_HINT));
        }
        skipKinds.stream()
                .filter(kind -> !kind.matches("[A-Z][A-Za-z0-9]*"))
                .forEach(kind -> problems.add(new Problem(
                        "--skip-kinds",
                        "\"" + kind + "\" is no kind",
                        "kinds are written as in manifests: HelmRelease")));
        return problems;
    }

    private List<Problem> problemsOfSchedule() {
        var problems = new ArrayList<Problem>();
        if (every.isPresent() && cron.isPresent()) {
            problems.add(new Problem("--every, --cron", "only one of them can be given", null));
        }
        if (isScheduled() && command != Command.RECONCILE && command != Command.DIFF) {
            problems.add(
                    new Problem("--every, --cron", command.word() + " cannot be scheduled", "reconcile and diff can"));
        }
        every.filter(period -> period.compareTo(Duration.ofSeconds(1)) < 0)
                .ifPresent(period -> problems.add(new Problem("--every", "must be at least 1s", null)));
        if (grace.isNegative()) {
            problems.add(new Problem("--grace", "must not be negative", null));
        }
        return problems;
    }

    private List<Problem> problemsOfLimits() {
        var problems = new ArrayList<Problem>();
        if (timeout.isNegative() || timeout.isZero()) {
            problems.add(new Problem("--timeout", "must be more than nothing", null));
        }
        if (retries < 0) {
            problems.add(new Problem("--retries", "must not be negative", null));
        }
        if (parallel < 0) {
            problems.add(new Problem("--parallel", "must not be negative", null));
        }
        return problems;
    }

    /** A builder that starts with every default. */
    public static Builder builder(Command command, Path directory) {
        return new Builder(command, directory);
    }

    /** The directory that {@code target} names; only for a request without {@link #problems()}. */
    public Optional<Path> targetDirectory() {
        return target.map(text -> directory.resolve(text.substring(DIRECTORY_TARGET.length())));
    }

    /** Builds a request; every method answers the builder itself. */
    public static final class Builder {
        private final Command command;
        private final Path directory;
        private Map<String, String> environment = Map.of();
        private List<String> entries = List.of();
        private Optional<Path> workspace = Optional.empty();
        private String name = "flux-system";
        private String namespace = "flux-system";
        private boolean prune = true;
        private Optional<String> target = Optional.empty();
        private Optional<Path> output = Optional.empty();
        private RenderLayout layout = RenderLayout.OBJECTS;
        private Map<String, String> localSources = Map.of();
        private List<String> skipKinds = List.of();
        private boolean allowEmpty = false;
        private boolean strictSubstitution = true;
        private boolean withSecrets = false;
        private int retries = 4;
        private Duration timeout = Duration.ofHours(1);
        private int parallel = 0;
        private Optional<Duration> every = Optional.empty();
        private Optional<String> cron = Optional.empty();
        private Duration grace = Duration.ofSeconds(30);
        private Optional<Path> cache = Optional.empty();
        private DiffFormat format = DiffFormat.TEXT;
        private Optional<Path> template = Optional.empty();

        private Builder(Command command, Path directory) {
            this.command = command;
            this.directory = directory;
        }

        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        public Builder entries(List<String> entries) {
            this.entries = entries;
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

        public Builder allowEmpty(boolean allowEmpty) {
            this.allowEmpty = allowEmpty;
            return this;
        }

        public Builder strictSubstitution(boolean strictSubstitution) {
            this.strictSubstitution = strictSubstitution;
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

        public Builder format(DiffFormat format) {
            this.format = format;
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
                    entries,
                    workspace,
                    name,
                    namespace,
                    prune,
                    target,
                    output,
                    layout,
                    localSources,
                    skipKinds,
                    allowEmpty,
                    strictSubstitution,
                    withSecrets,
                    retries,
                    timeout,
                    parallel,
                    every,
                    cron,
                    grace,
                    cache,
                    format,
                    template);
        }
    }
}
