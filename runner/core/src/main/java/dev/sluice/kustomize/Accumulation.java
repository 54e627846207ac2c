package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a kustomization and all that it builds on come to: the objects, the fields that transformers know, the variables.
 * After kustomize's {@code api/internal/accumulator/resaccumulator.go}.
 */
final class Accumulation {

    private final ResourceMap resources = new ResourceMap();
    private final Map<String, Variable> variables = new TreeMap<>();
    private final List<Problem> warnings = new ArrayList<>();
    private TransformerConfiguration configuration = TransformerConfiguration.EMPTY;

    ResourceMap resources() {
        return resources;
    }

    TransformerConfiguration configuration() {
        return configuration;
    }

    void add(TransformerConfiguration more) {
        configuration = configuration.merge(more);
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Checks what a component has made of this: kustomize takes it over as it takes over a base. */
    void takeOver() {
        resources.requireUnique("the component");
        configuration = TransformerConfiguration.EMPTY.merge(configuration);
    }

    /** Takes over everything of what was built below. */
    void add(Accumulation other) {
        resources.addAll(other.resources.resources());
        add(other.configuration);
        other.variables.values().forEach(this::put);
        warnings.addAll(other.warnings);
    }

    /** Binds a variable to the object that it names, which it stays bound to whatever the object is called later. */
    void add(Variable variable) {
        ResourceId wanted = variable.object();
        // Kustomize does not know here which types have no namespace.
        var target = new ResourceId(wanted.type(), wanted.name(), wanted.namespace(), false);
        Predicate<ResourceId> matches = target.namespace().isEmpty()
                ? id -> id.name().equals(target.name()) && id.type().equals(target.type())
                : target::sameAs;
        List<Resource> matching = resources.matchingAnyId(target.name(), matches);
        if (matching.size() > 1) {
            throw new BuildException("found " + matching.size() + " resId matches for var " + variable.name()
                    + " (unable to disambiguate): "
                    + matching.stream()
                            .map(match -> ResourceMap.describe(match) + " (" + match.origin() + ")")
                            .toList());
        }
        matching.forEach(resource -> resource.variables().add(variable.name()));
        put(variable);
    }

    private void put(Variable variable) {
        if (variables.putIfAbsent(variable.name(), variable) != null) {
            throw new BuildException("var '" + variable.name() + "' already encountered");
        }
    }

    void fixNameReferences() {
        new NameReferenceTransformer(configuration.nameReferences()).transform(resources);
    }

    void resolveVariables() {
        if (variables.isEmpty()) {
            return;
        }
        var bound = new HashMap<String, Resource>();
        for (Resource resource : resources.resources()) {
            resource.variables().forEach(name -> bound.putIfAbsent(name, resource));
        }
        var values = new TreeMap<String, JsonNode>();
        var mistakes = new Mistakes();
        variables.forEach((name, variable) ->
                mistakes.run(variable.location(), () -> values.put(name, valueOf(variable, bound.get(name)))));
        mistakes.throwIfAny();
        new VariableTransformer(values, configuration.variableReferences()).transform(resources);
    }

    private JsonNode valueOf(Variable variable, @Nullable Resource resource) {
        if (resource == null) {
            throw new BuildException(
                    "var '" + variable.name() + "' cannot be mapped to a field in the set of known resources",
                    NearMisses.hint(variable.object(), resources.resources()));
        }
        String mistake = "field specified in var '" + variable.name() + "' not found in "
                + ResourceMap.describe(resource) + " (" + resource.origin() + "): " + variable.fieldPath();
        JsonNode value;
        try {
            value = new FieldPath(variable.fieldPath().replaceAll("\\[(\\d+)]", ".$1")).find(resource.content());
        } catch (BuildException e) {
            throw new BuildException(mistake + ": " + e.what(), e.hint());
        }
        if (value == null) {
            throw new BuildException(mistake);
        }
        return value;
    }
}
