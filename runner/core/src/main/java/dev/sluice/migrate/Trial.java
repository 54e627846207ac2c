package dev.sluice.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Field;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with all changes made, read again: what is wrong with an object then, and was not before, stops its change. */
final class Trial {

    private final FluxObjects flux;
    private final String file;
    private final Lines lines;
    private final List<Problem> unreadable = new ArrayList<>();
    private final List<JsonNode> before;
    private final List<JsonNode> after;

    Trial(FluxObjects flux, String file, Lines lines, List<Spot> documents, String migrated) {
        this.flux = flux;
        this.file = file;
        this.lines = lines;
        this.before = contents(lines, documents);
        this.after = SpotReader.read(migrated)
                .map(spots -> contents(new Lines(migrated), spots))
                .orElse(List.of());
    }

    /** The documents in the order of their places. */
    private List<JsonNode> contents(Lines text, List<Spot> documents) {
        Map<Integer, JsonNode> byLine = new HashMap<>();
        try {
            for (YamlDocument document :
                    new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text.text(), file)) {
                byLine.put(document.origin().line(), document.content());
            }
        } catch (InvalidInput e) {
            unreadable.addAll(e.problems());
        }
        return documents.stream()
                .map(spot -> byLine.getOrDefault(text.number(spot.start()), MissingNode.getInstance()))
                .toList();
    }

    /** Why an object cannot be changed; empty where it can. */
    List<Problem> mistakes(OldObject object) {
        if (!unreadable.isEmpty()) {
            return unreadable;
        }
        var problems = new ArrayList<Problem>();
        object.manual()
                .forEach(manual -> problems.add(stays(
                        object, manual.path(), String.join(".", manual.path()) + " " + manual.what(), manual.hint())));
        if (!problems.isEmpty()) {
            return problems;
        }
        Optional<Manifest> old = manifest(before, object);
        Optional<Manifest> changed = manifest(after, object);
        if (old.isEmpty() || changed.isEmpty()) {
            return List.of(
                    stays(object, List.of("apiVersion"), "the way it is written does not tell how to change it", null));
        }
        for (Problem problem : newMistakes(old.get(), changed.get())) {
            List<String> path = problem.field().map(Field::path).orElse(List.of("apiVersion"));
            String what = problem.what().substring(changed.get().id().toString().length() + 2);
            problems.add(stays(object, path, what, problem.hint()));
        }
        return problems;
    }

    private List<Problem> newMistakes(Manifest old, Manifest changed) {
        Set<String> known = new HashSet<>();
        List<Problem> before = flux.validate(old);
        before.forEach(problem -> known.add(problem.what()));
        // A patch says a part only: what it lacks and what rules miss in it is no mistake.
        boolean partial = before.stream().anyMatch(problem -> problem.what().endsWith(": is missing"))
                || !old.content().has("spec");
        return flux.validate(changed).stream()
                .filter(problem -> !known.contains(problem.what()))
                .filter(problem -> !partial || problem.what().endsWith(": unknown field"))
                .toList();
    }

    private Problem stays(OldObject object, List<String> path, String what, @Nullable String hint) {
        int line = lines.number(object.mapping().start());
        Origin origin = FieldLocator.of(lines.text(), file).locate(new Origin(file, line), path);
        return new Problem(origin.toString(), object.title() + " stays at " + object.from() + ": " + what, hint);
    }

    private static Optional<Manifest> manifest(List<JsonNode> documents, OldObject object) {
        JsonNode content =
                object.document() < documents.size() ? documents.get(object.document()) : MissingNode.getInstance();
        for (String step : object.path()) {
            content = content.isArray() ? content.path(Integer.parseInt(step)) : content.path(step);
        }
        return content instanceof ObjectNode mapping
                ? Optional.of(Manifest.of(mapping, new Origin("", 0)))
                : Optional.empty();
    }
}
