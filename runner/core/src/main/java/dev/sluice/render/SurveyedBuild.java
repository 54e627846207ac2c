package dev.sluice.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.DecryptionKeys;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.Placeholder;
import dev.sluice.flux.SubstituteReference;
import dev.sluice.flux.Substitution;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.Patched;
import dev.sluice.render.UnitBuilder.Built;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The build of a unit for a survey: a mistake in one object does not hide the others, and an object whose variables are in
 * the cluster stays as it was built.
 */
final class SurveyedBuild {

    private final FluxBuild build;
    private final boolean strict;

    SurveyedBuild(FluxBuild build, boolean strict) {
        this.build = build;
        this.strict = strict;
    }

    /**
     * The unit, with what is wrong with its objects.
     *
     * @param lookup the ConfigMap or Secret of a reference, as this run writes it; empty where no unit does
     * @throws InvalidInput if there are no objects
     */
    Built build(
            SourceTree tree,
            KustomizationSpec spec,
            DecryptionKeys keys,
            Function<SubstituteReference, Optional<Manifest>> lookup) {
        var problems = new ArrayList<Problem>();
        var unknown = new AtomicBoolean();
        Map<String, String> variables = variables(spec, lookup, unknown, problems);
        KustomizeBuild built = build.build(tree, spec.withoutPostBuild(), Map.of(), keys, strict);
        var warnings = new ArrayList<>(built.warnings());
        if (!unknown.get() && !Substitution.applies(spec, variables)) {
            return new Built(spec, tree.source(), built.manifests(), warnings, problems, List.of());
        }
        var known = new HashMap<>(variables);
        known.values().removeIf(Placeholder::isIn);
        boolean hidden = known.size() < variables.size();
        var manifests = new ArrayList<Manifest>();
        var open = new ArrayList<Manifest>();
        for (Manifest manifest : built.manifests()) {
            try {
                Manifest substituted = Substitution.substitute(manifest, known, strict || hidden || unknown.get());
                manifests.add(substituted);
                if (!substituted.equals(manifest)) {
                    warnings.addAll(build.warnings(List.of(substituted)));
                }
            } catch (InvalidInput e) {
                open.add(manifest);
                List<Problem> mistakes = mistakes(manifest, variables, strict && !unknown.get());
                mistakes.forEach(mistake -> problems.add(mistake.under(Rule.SUBSTITUTION)));
            }
        }
        return new Built(spec, tree.source(), manifests, warnings, problems, open);
    }

    private static Map<String, String> variables(
            KustomizationSpec spec,
            Function<SubstituteReference, Optional<Manifest>> lookup,
            AtomicBoolean unknown,
            List<Problem> problems) {
        try {
            return Substitution.variables(
                    spec, reference -> lookup.apply(reference).or(() -> {
                        unknown.set(true);
                        return Optional.of(empty(reference));
                    }));
        } catch (InvalidInput e) {
            e.problems().forEach(problem -> problems.add(problem.under(Rule.SUBSTITUTION)));
            unknown.set(true);
            return Map.copyOf(spec.substitute());
        }
    }

    private static Manifest empty(SubstituteReference reference) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("apiVersion", "v1").put("kind", reference.kind());
        content.putObject("metadata").put("name", reference.name());
        return Manifest.of(content, new Origin("", 0));
    }

    /** What is wrong whatever the values are: of those that are encrypted, the names are known. */
    private static List<Problem> mistakes(Manifest manifest, Map<String, String> variables, boolean strict) {
        try {
            var unused = Substitution.substitute(manifest, variables, strict);
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    /** The mistakes in an object that stay whatever its variables become. */
    static List<Problem> certain(Manifest manifest, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.field()
                        .map(field -> !holdsVariable(Patched.at(manifest.content(), field.path())))
                        .orElse(!holdsVariable(manifest.content().path("metadata"))))
                .toList();
    }

    /** Whether a variable stands anywhere in a value. */
    static boolean holdsVariable(JsonNode value) {
        if (value.isTextual()) {
            return value.asText().contains("${");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getKey().contains("${") || holdsVariable(entry.getValue())) {
                return true;
            }
        }
        for (JsonNode item : value) {
            if (holdsVariable(item)) {
                return true;
            }
        }
        return false;
    }

    /** What could not be looked at, said of the unit that needs it. */
    static InvalidInput of(KustomizationSpec spec, InvalidInput failure) {
        return new InvalidInput(
                failure.problems().stream()
                        .map(problem -> problem.rule()
                                        .filter(Rule.NOT_LOOKED_AT::equals)
                                        .isPresent()
                                ? problem.saying(problem.what() + ": " + spec.id() + " was not looked at")
                                : problem.under(Rule.BUILD))
                        .toList(),
                failure);
    }
}
