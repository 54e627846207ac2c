package dev.sluice.migrate;

import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One walk over a text: finds what is to change, tries it, and keeps what is right afterwards. */
final class MigrationPass {

    private static final Pattern HELD_VERSION = Pattern.compile("(?s).*apiVersion.*fluxcd\\.io/v.*");

    private final FluxObjects flux;
    private final TargetVersions versions;
    private final String file;
    private final Lines lines;
    private final List<Spot> documents;
    private final List<OldObject> objects = new ArrayList<>();
    private final List<Edit> references = new ArrayList<>();
    private final List<Edit> accepted = new ArrayList<>();
    private final List<Problem> changes = new ArrayList<>();
    private final List<Problem> left = new ArrayList<>();
    private final IdentityHashMap<Spot, String> rewritten = new IdentityHashMap<>();

    MigrationPass(FluxObjects flux, TargetVersions versions, String text, String file, List<Spot> documents) {
        this.flux = flux;
        this.versions = versions;
        this.file = file;
        this.lines = new Lines(text);
        this.documents = documents;
    }

    List<Problem> changes() {
        return List.copyOf(changes);
    }

    List<Problem> left() {
        return List.copyOf(left);
    }

    /** The changes that {@link #run} makes. */
    List<Edit> accepted() {
        return List.copyOf(accepted);
    }

    /** The text afterwards. */
    String run() {
        for (int index = 0; index < documents.size(); index++) {
            visit(documents.get(index), new Context(index, List.of(), references));
        }
        List<OldObject> found = List.copyOf(objects);
        objects.removeIf(object -> found.stream().anyMatch(object::isInsideOf));
        accepted.addAll(references);
        if (!objects.isEmpty()) {
            judge();
        }
        return Edit.applied(lines.text(), accepted);
    }

    private void judge() {
        var all = new ArrayList<>(references);
        objects.forEach(object -> all.addAll(object.edits()));
        var trial = new Trial(flux, file, lines, documents, Edit.applied(lines.text(), all));
        for (OldObject object : objects) {
            List<Problem> mistakes = trial.mistakes(object);
            if (mistakes.isEmpty()) {
                accepted.addAll(object.edits());
                changes.add(object.change(file, lines));
            } else {
                left.addAll(mistakes);
            }
        }
    }

    /**
     * Where the walk is.
     *
     * @param document the index of the document
     * @param path from the document on
     * @param edits where changes go: an object's own, or those of no object
     */
    private record Context(int document, List<String> path, List<Edit> edits) {
        Context below(String step) {
            var longer = new ArrayList<>(path);
            longer.add(step);
            return new Context(document, longer, edits);
        }

        Context of(OldObject object) {
            return new Context(document, path, object.collected());
        }
    }

    private void visit(Spot spot, Context context) {
        Context inside = spot.isMapping() ? mapping(spot, context) : context;
        for (Spot.Entry entry : spot.entries()) {
            visit(entry.value(), inside.below(entry.key().text()));
        }
        for (int index = 0; index < spot.items().size(); index++) {
            visit(spot.items().get(index), inside.below(Integer.toString(index)));
        }
        if (spot.isText() && HELD_VERSION.matcher(spot.text()).matches()) {
            text(spot, inside);
        }
    }

    /** What is to change in a mapping itself; answers where changes below it belong. */
    private Context mapping(Spot mapping, Context context) {
        String apiVersion = mapping.textOf("apiVersion");
        String kind = mapping.textOf("kind");
        Optional<String> newer = versions.newer(apiVersion, kind);
        if (newer.isPresent() && isObject(mapping)) {
            var object = new OldObject(context.document(), context.path(), mapping, kind, apiVersion, newer.get());
            object.find(lines, replacement(mapping, "apiVersion", apiVersion, newer.get()));
            objects.add(object);
            return context.of(object);
        }
        if (newer.isPresent()) {
            refer(mapping, "apiVersion", apiVersion, newer.get(), context);
        } else if (kind.isEmpty() && mapping.entry("current").isPresent()) {
            // An item of healthCheckExprs that is for all kinds of the group.
            versions.newer(apiVersion).ifPresent(version -> refer(mapping, "apiVersion", apiVersion, version, context));
        }
        selector(mapping, kind, context);
        operation(mapping, context);
        return context;
    }

    private static boolean isObject(Spot mapping) {
        return mapping.entry("metadata").isPresent() || mapping.entry("spec").isPresent();
    }

    /** What Kustomize selects objects by: {@code group}, {@code version} and {@code kind}. */
    private void selector(Spot mapping, String kind, Context context) {
        String group = mapping.textOf("group");
        String version = mapping.textOf("version");
        versions.newer(group + "/" + version, kind)
                .ifPresent(
                        newer -> refer(mapping, "version", version, newer.substring(newer.indexOf('/') + 1), context));
    }

    /** An operation of a JSON patch that sets the version. */
    private void operation(Spot mapping, Context context) {
        String value = mapping.textOf("value");
        if (mapping.textOf("path").equals("/apiVersion") && versions.isOld(value)) {
            versions.newer(value)
                    .ifPresentOrElse(
                            newer -> refer(mapping, "value", value, newer, context),
                            () -> byHand(mapping, value + " set by a patch"));
        }
    }

    private void refer(Spot mapping, String field, String from, String to, Context context) {
        replacement(mapping, field, from, to).ifPresent(edit -> {
            context.edits().add(edit);
            if (context.edits() == references) {
                changes.add(Problem.of(file + ":" + lines.number(edit.from()), from + " becomes " + to));
            }
        });
    }

    /** The change of a field's text; empty where what it stands for is changed already. */
    private Optional<Edit> replacement(Spot mapping, String field, String from, String to) {
        Spot value = mapping.entry(field).orElseThrow().value();
        Spot written = value.target() == null ? value : value.target();
        if (value.target() != null && to.equals(rewritten.get(written))) {
            return Optional.empty();
        }
        rewritten.put(value, to);
        String raw = lines.text().substring(value.start(), value.end());
        String replaced = raw.contains(from) ? raw.replace(from, to) : to;
        return Optional.of(new Edit(value.start(), value.end(), replaced));
    }

    /** A text that holds objects itself. */
    private void text(Spot spot, Context context) {
        Optional<LiteralText> literal =
                spot.form() == Spot.Form.LITERAL ? LiteralText.of(lines, spot) : Optional.empty();
        Optional<List<Spot>> inner = SpotReader.read(spot.text());
        if (inner.isEmpty()) {
            return;
        }
        var pass = new MigrationPass(flux, versions, spot.text(), file, inner.get());
        pass.run();
        if (literal.isEmpty()) {
            pass.changes().stream().limit(1).forEach(change -> byHand(spot, "a text that is no block after |"));
            return;
        }
        LiteralText text = literal.get();
        pass.accepted().forEach(edit -> context.edits().add(text.around(edit)));
        pass.changes().forEach(change -> changes.add(moved(change, text)));
        pass.left().forEach(problem -> left.add(moved(problem, text)));
    }

    private Problem moved(Problem problem, LiteralText text) {
        int colon = problem.location().lastIndexOf(':');
        int line = text.lineAround(Integer.parseInt(problem.location().substring(colon + 1)));
        return problem.at(file + ":" + line);
    }

    private void byHand(Spot spot, String what) {
        left.add(new Problem(file + ":" + lines.number(spot.start()), what + " stays", "change it by hand"));
    }
}
