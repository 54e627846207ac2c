package dev.sluice.change;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FieldProblem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.kustomize.ObjectSelector;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that a Kustomization leaves to others once an object exists: {@code spec.ignore} (fluxcd/pkg ssa,
 * {@code DriftIgnoreRules}). They are no difference; and where something else differs, what is sent leaves them as they
 * are.
 */
final class IgnoreRules {

    private record Rule(ObjectSelector target, List<JsonPointer> paths) {}

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** @throws IllegalArgumentException if one is wrong: see {@link #mistakes} */
    static IgnoreRules of(KustomizationSpec spec) {
        var rules = new ArrayList<Rule>();
        spec.spec().path("ignore").forEach(rule -> rules.add(rule(rule)));
        return new IgnoreRules(rules);
    }

    /** The rules that mean nothing. */
    static List<Problem> mistakes(KustomizationSpec spec) {
        var mistakes = new ArrayList<Problem>();
        JsonNode rules = spec.spec().path("ignore");
        for (int i = 0; i < rules.size(); i++) {
            try {
                rule(rules.get(i));
            } catch (IllegalArgumentException e) {
                String field = "spec.ignore[" + i + "]";
                mistakes.add(FieldProblem.of(spec.manifest(), field, field + ": " + e.getMessage(), null));
            }
        }
        return mistakes;
    }

    private static Rule rule(JsonNode rule) {
        var paths = new ArrayList<JsonPointer>();
        rule.path("paths").forEach(path -> paths.add(JsonPointer.compile(path.asText())));
        return new Rule(ObjectSelector.of(rule.path("target")), paths);
    }

    /** The ignored fields of an object. */
    List<JsonPointer> pathsOf(Manifest object) {
        return rules.stream()
                .filter(rule -> rule.target().matches(object))
                .flatMap(rule -> rule.paths().stream())
                .toList();
    }

    /** The object without some of its fields. */
    static Manifest without(List<JsonPointer> paths, Manifest object) {
        if (paths.isEmpty()) {
            return object;
        }
        ObjectNode content = object.content().deepCopy();
        paths.forEach(path -> remove(content, path));
        return new Manifest(object.id(), content, object.origin());
    }

    /**
     * What is to be sent so that the ignored fields stay as they are: without those that somebody else applies, and with
     * the live value of the others, which would be lost if nobody applied them.
     *
     * @param accepted what the target would make of the desired object
     */
    static Manifest leaving(List<JsonPointer> paths, Manifest desired, Manifest live, Manifest accepted) {
        List<JsonPointer> drifted = paths.stream()
                .filter(path -> !Equality.equal(
                        live.content().at(path), accepted.content().at(path)))
                .toList();
        if (drifted.isEmpty()) {
            return desired;
        }
        var owners = FieldOwners.of(live);
        ObjectNode content = desired.content().deepCopy();
        for (JsonPointer path : drifted) {
            JsonNode value = live.content().at(path);
            if (value.isMissingNode() || owners.ownedByAnother(path)) {
                remove(content, path);
            } else {
                replace(content, path, value);
            }
        }
        return new Manifest(desired.id(), content, desired.origin());
    }

    private static void remove(JsonNode content, JsonPointer path) {
        JsonNode parent = content.at(path.head());
        if (parent instanceof ObjectNode object) {
            object.remove(path.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.remove(path.last().getMatchingIndex());
        }
    }

    private static void replace(JsonNode content, JsonPointer path, JsonNode value) {
        JsonNode parent = content.at(path.head());
        if (parent instanceof ObjectNode object) {
            object.set(path.last().getMatchingProperty(), value.deepCopy());
        } else if (parent instanceof ArrayNode array && array.has(path.last().getMatchingIndex())) {
            array.set(path.last().getMatchingIndex(), value.deepCopy());
        }
    }
}
