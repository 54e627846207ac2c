package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One kustomization of a build: reads its resources, and those that it builds on, and runs its generators and
 * transformers in kustomize's order. After kustomize's {@code api/internal/target/kusttarget.go}.
 */
final class Target {

    /** The one label that a validator may leave. */
    private static final String VALIDATED_BY = "validated-by";

    private final KustomizationFiles files;
    private final Kustomization kustomization;
    private final BuildSchemas schemas;
    private final ChartSupport charts;
    private final @Nullable BuildOrigin origin;

    Target(
            KustomizationFiles files,
            Kustomization kustomization,
            BuildSchemas schemas,
            ChartSupport charts,
            @Nullable BuildOrigin origin) {
        this.files = files;
        this.kustomization = kustomization;
        this.schemas = schemas;
        this.charts = charts;
        this.origin = origin;
    }

    /**
     * Adds everything of this kustomization; a component works on what its user has already.
     *
     * @throws InvalidInput with every mistake; what builds on something wrong is only looked at
     */
    void accumulate(Accumulation accumulation) {
        if (kustomization.isComponent()) {
            collect(accumulation);
        } else {
            files.build(() -> collect(accumulation));
        }
    }

    private void collect(Accumulation accumulation) {
        accumulation.warnings().addAll(kustomization.warnings);
        var mistakes = new Mistakes();
        for (Located<String> resource : kustomization.resources) {
            String location = kustomization.isGenerated() ? beginning(resource.value()) : resource.location();
            mistakes.run(location, () -> addResource(accumulation, new Located<>(resource.value(), location)));
        }
        addConfigurations(accumulation, mistakes);
        runGenerators(accumulation, mistakes);
        for (Located<String> component : kustomization.components) {
            mistakes.run(component.location(), () -> {
                Target target = enterComponent(accumulation, component);
                if (mistakes.areNone()) {
                    target.accumulate(accumulation);
                    accumulation.takeOver();
                }
            });
        }
        runTransformers(accumulation, mistakes);
        mistakes.throwIfAny();
        runValidators(accumulation);
        for (Located<Variable> variable : kustomization.variables) {
            mistakes.run(variable.location(), () -> accumulation.add(variable.value()));
        }
        mistakes.throwIfAny();
    }

    /** Where a resource that no file lists is: a file's first line, or a directory. */
    private String beginning(String path) {
        return files.isFile(path) ? files.display(path) + ":1" : files.display(path);
    }

    private void addResource(Accumulation accumulation, Located<String> entry) {
        ResourceEntry resource = ResourceEntry.open(files, entry.value());
        if (resource.directory().isPresent()) {
            Target target = enter(accumulation, resource.directory().get(), entry);
            if (target.kustomization.isComponent()) {
                throw new BuildException(
                        "expected kind != 'Component' for path '" + RemoteUrl.masked(entry.value()) + "'",
                        "list it under components");
            }
            var below = new Accumulation();
            target.accumulate(below);
            accumulation.add(below);
            return;
        }
        schemas.saw(resource.objects());
        if (origin != null) {
            String text = origin.append(entry.value()).toString();
            resource.objects().forEach(object -> object.annotate(BuildOrigin.ANNOTATION, text));
        }
        accumulation.resources().addAll(resource.objects());
    }

    private Target enterComponent(Accumulation accumulation, Located<String> entry) {
        Target target = enter(accumulation, files.enter(entry.value()), entry);
        if (!target.kustomization.isComponent()) {
            throw new BuildException(
                    "expected kind 'Component' for path '" + RemoteUrl.masked(entry.value()) + "' but got '"
                            + target.kustomization.kind + "'",
                    "list it under resources");
        }
        return target;
    }

    private Target enter(Accumulation accumulation, KustomizationFiles below, Located<String> entry) {
        below.warnings().forEach(warning -> accumulation.warnings().add(warning.at(entry.location())));
        Kustomization read = below.kustomization();
        schemas.use(read, below);
        return new Target(below, read, schemas, charts, origin == null ? null : origin.append(entry.value()));
    }

    private void addConfigurations(Accumulation accumulation, Mistakes mistakes) {
        var own = new AtomicReference<>(TransformerConfiguration.EMPTY);
        for (Located<String> path : kustomization.configurations) {
            mistakes.run(
                    path.location(),
                    () -> own.set(own.get()
                            .merge(TransformerConfiguration.read(
                                    files.text(path.value()), files.display(path.value())))));
        }
        // Nothing but the files can contradict what is there.
        String location = kustomization.configurations.isEmpty()
                ? kustomization.location
                : kustomization.configurations.get(0).location();
        mistakes.run(
                location,
                () -> accumulation.add(TransformerConfiguration.builtIn().merge(own.get())));
        for (Located<String> path : kustomization.crds) {
            mistakes.run(
                    path.location(),
                    () -> accumulation.add(CrdConfiguration.of(
                            BuildFiles.content(files.text(path.value()), files.display(path.value())))));
        }
    }

    private void runGenerators(Accumulation accumulation, Mistakes mistakes) {
        var generation = new Generation(accumulation, mistakes);
        for (Located<GeneratorArguments> each : kustomization.configMaps) {
            Generator generator = DataGenerator.ofConfigMap(each.value(), files, Origin.of(each.location()));
            generation.run(each.location(), generator, builtIn("ConfigMapGenerator"));
        }
        for (Located<GeneratorArguments> each : kustomization.secrets) {
            Generator generator = DataGenerator.ofSecret(each.value(), files, Origin.of(each.location()));
            generation.run(each.location(), generator, builtIn("SecretGenerator"));
        }
        for (Located<ChartArguments> each : kustomization.charts) {
            Generator generator =
                    new ChartGenerator(each.value(), files, schemas.current(), charts, Origin.of(each.location()));
            generation.run(each.location(), generator, builtIn("HelmChartInflationGenerator"));
        }
        var plugins = new BuiltInPlugins(files, schemas.current(), charts);
        mistakes.run(kustomization.location, () -> {
            for (Resource configuration : configurations(kustomization.generators, accumulation)) {
                String location = configuration.origin().toString();
                mistakes.run(
                        location,
                        () -> generation.run(location, plugins.generator(configuration), pluginOrigin(configuration)));
            }
        });
    }

    /** Runs generators; merges what they make as long as all that it can be merged with is there. */
    private record Generation(Accumulation accumulation, Mistakes mistakes) {

        void run(String location, Generator generator, @Nullable BuildOrigin made) {
            mistakes.run(location, () -> {
                for (Resource resource : generator.generate()) {
                    if (made != null && !resource.annotations().containsKey(BuildOrigin.ANNOTATION)) {
                        resource.annotate(BuildOrigin.ANNOTATION, made.toString());
                    }
                    if (mistakes.areNone()) {
                        accumulation.resources().absorb(resource);
                    }
                }
            });
        }
    }

    private void runTransformers(Accumulation accumulation, Mistakes mistakes) {
        var steps = new TransformerSteps(kustomization, files, accumulation.configuration(), schemas.current());
        var transformation = new Transformation(accumulation, mistakes, mistakes.areNone());
        mistakes.run(kustomization.location, () -> {
            for (TransformerSteps.Step step : steps.list()) {
                transformation.run(step, builtIn(step.kind()));
            }
        });
        var plugins = new BuiltInPlugins(files, schemas.current(), charts);
        record Plugin(Resource configuration, TransformerSteps.Step step) {}
        var configured = new ArrayList<Plugin>();
        mistakes.run(kustomization.location, () -> {
            for (Resource configuration : configurations(kustomization.transformers, accumulation)) {
                String location = configuration.origin().toString();
                mistakes.run(
                        location,
                        () -> configured.add(new Plugin(
                                configuration,
                                new TransformerSteps.Step(
                                        configuration.kind(), location, plugins.transformer(configuration)))));
            }
        });
        if (!mistakes.areNone()) {
            return;
        }
        for (Plugin plugin : configured) {
            transformation.run(plugin.step(), pluginOrigin(plugin.configuration()));
        }
    }

    /**
     * Runs transformers until one fails, and then those that are entries of the same list: they tell their own mistakes,
     * others would tell of what the first has not done.
     */
    private final class Transformation {

        private final Accumulation accumulation;
        private final Mistakes mistakes;
        private boolean ended;
        private @Nullable String failed;

        Transformation(Accumulation accumulation, Mistakes mistakes, boolean sound) {
            this.accumulation = accumulation;
            this.mistakes = mistakes;
            this.ended = !sound;
        }

        void run(TransformerSteps.Step step, @Nullable BuildOrigin made) {
            if (ended || (failed != null && !failed.equals(step.kind()))) {
                return;
            }
            accumulation.warnings().addAll(step.transformer().warnings());
            if (!mistakes.run(step.location(), () -> step.transformer().transform(accumulation.resources()))) {
                failed = step.kind();
                return;
            }
            // A component is for many: not each of them has all that it changes.
            if (!kustomization.isComponent()) {
                accumulation.warnings().addAll(step.transformer().missed());
            }
            ended = !mistakes.run(step.location(), () -> {
                accumulation.resources().changed();
                if (made != null) {
                    made.recordIn(accumulation.resources());
                }
            });
        }
    }

    private void runValidators(Accumulation accumulation) {
        var plugins = new BuiltInPlugins(files, schemas.current(), charts);
        for (Resource configuration : configurations(kustomization.validators, accumulation)) {
            Mistakes.at(configuration.origin().toString(), () -> {
                List<Resource> before = accumulation.resources().resources().stream()
                        .map(Resource::copy)
                        .toList();
                plugins.transformer(configuration).transform(accumulation.resources());
                List<Resource> after = accumulation.resources().resources().stream()
                        .map(Resource::copy)
                        .toList();
                after.forEach(resource -> resource.removeLabel(VALIDATED_BY));
                for (int i = 0; i < before.size(); i++) {
                    if (after.size() != before.size() || !before.get(i).isLike(after.get(i))) {
                        throw new BuildException("validator shouldn't modify the resource map");
                    }
                }
            });
        }
    }

    /**
     * The configurations that entries are (inline), or that the files and directories hold which they name.
     *
     * @param user is told what should be known of these
     */
    private List<Resource> configurations(List<InlineText> entries, Accumulation user) {
        var found = new Accumulation();
        var paths = new ArrayList<InlineText>();
        for (InlineText entry : entries) {
            Optional<List<Resource>> objects = entry.resourcesUnlessPath();
            if (objects.isEmpty()) {
                paths.add(entry);
                continue;
            }
            List<Resource> inline = objects.get();
            if (origin != null) {
                String text = origin.append(Paths.baseName(kustomization.file)).toString();
                inline.forEach(resource -> resource.annotate(BuildOrigin.ANNOTATION, text));
            }
            Mistakes.at(entry.location(), () -> found.resources().addAll(inline));
        }
        for (InlineText path : paths) {
            Mistakes.at(path.location(), () -> addResource(found, new Located<>(path.text(), path.location())));
        }
        user.warnings().addAll(found.warnings());
        List<Resource> configurations = found.resources().resources();
        TextKeys.require(configurations);
        return configurations;
    }

    private @Nullable BuildOrigin builtIn(String kind) {
        return origin == null ? null : origin.builtIn(Paths.baseName(kustomization.file), kind);
    }

    private @Nullable BuildOrigin pluginOrigin(Resource configuration) {
        return origin == null ? null : BuildOrigin.ofConfiguration(configuration);
    }
}
