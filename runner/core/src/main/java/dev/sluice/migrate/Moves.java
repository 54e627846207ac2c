package dev.sluice.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be changed in one object beside its version: fields that newer versions dropped are written in the new way
 * where that is mechanical, and noted where it is not.
 */
final class Moves {

    /** A field that somebody has to change by hand. */
    record Manual(List<String> path, String what, String hint) {}

    private final Lines lines;
    private final Spot object;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Manual> manual = new ArrayList<>();

    /** @param object the mapping with {@code apiVersion} and {@code kind} */
    Moves(Lines lines, Spot object) {
        this.lines = lines;
        this.object = object;
    }

    List<Edit> edits() {
        return List.copyOf(edits);
    }

    List<Manual> manual() {
        return List.copyOf(manual);
    }

    /** Finds all that is to change in an object of a kind that gets a version. */
    void find(String kind, String version) {
        switch (kind) {
            case "Kustomization" -> {
                remove(List.of("spec"), "validation");
                patches(List.of("spec"));
            }
            case "GitRepository" -> {
                remove(List.of("spec"), "gitImplementation");
                remove(List.of("spec"), "accessFrom");
            }
            case "Bucket" -> remove(List.of("spec"), "accessFrom");
            case "HelmChart" -> {
                remove(List.of("spec"), "accessFrom");
                valuesFile(List.of("spec"));
            }
            case "HelmRelease" -> helmRelease();
            case "ImageUpdateAutomation" -> {
                if (version.endsWith("/v1")) {
                    messageTemplate();
                }
            }
            default -> {}
        }
    }

    private void helmRelease() {
        valuesFile(List.of("spec", "chart", "spec"));
        List<Spot> renderers =
                object.at(List.of("spec", "postRenderers")).map(Spot::items).orElse(List.of());
        for (int index = 0; index < renderers.size(); index++) {
            patches(List.of("spec", "postRenderers", Integer.toString(index), "kustomize"));
        }
    }

    /** {@code .Updated} left the templates of v1 (image-automation-controller). */
    private void messageTemplate() {
        List<String> path = List.of("spec", "git", "commit", "messageTemplate");
        if (object.at(path).filter(text -> text.text().contains(".Updated")).isPresent()) {
            manual.add(new Manual(path, "uses .Updated, which is gone", "use .Changed"));
        }
    }

    private Optional<Spot> holder(List<String> path) {
        Optional<Spot> spot = Optional.of(object);
        for (String name : path) {
            spot = spot.flatMap(each -> each.items().isEmpty()
                    ? each.entry(name).map(Spot.Entry::value)
                    : Optional.of(each.items().get(Integer.parseInt(name))));
        }
        return spot.filter(Spot::isMapping);
    }

    private void remove(List<String> path, String name) {
        holder(path).ifPresent(mapping -> mapping.entry(name).ifPresent(entry -> removal(mapping, entry)
                .ifPresentOrElse(edits::add, () -> byHand(path, name, "remove it: nothing reads it any more"))));
    }

    /** Takes an entry out of a mapping; empty where the mapping would have nothing left. */
    private Optional<Edit> removal(Spot mapping, Spot.Entry entry) {
        int index = mapping.entries().indexOf(entry);
        boolean last = index == mapping.entries().size() - 1;
        if (mapping.entries().size() == 1) {
            return Optional.empty();
        }
        if (mapping.flow() && last) {
            return Optional.of(new Edit(
                    mapping.entries().get(index - 1).value().end(),
                    entry.value().end(),
                    ""));
        }
        int start = entry.key().start();
        if (mapping.flow() || !lines.isFirst(start)) {
            return Optional.of(
                    new Edit(start, mapping.entries().get(index + 1).key().start(), ""));
        }
        return Optional.of(
                new Edit(lines.startOf(start), lines.endOf(entry.value().end()), ""));
    }

    private void byHand(List<String> path, String name, String hint) {
        var field = new ArrayList<>(path);
        field.add(name);
        manual.add(new Manual(field, "cannot be rewritten as it is written here", hint));
    }

    /** {@code valuesFile} comes before what {@code valuesFiles} holds, as its description says. */
    private void valuesFile(List<String> path) {
        Optional<Spot> mapping = holder(path);
        Optional<Spot.Entry> old = mapping.flatMap(each -> each.entry("valuesFile"));
        if (mapping.isEmpty() || old.isEmpty()) {
            return;
        }
        Optional<Spot> files = mapping.get().entry("valuesFiles").map(Spot.Entry::value);
        boolean done = old.get().value().form() == Spot.Form.SCALAR
                && (files.isEmpty()
                        ? becomesList(mapping.get(), old.get())
                        : joinsList(mapping.get(), old.get(), files.get()));
        if (!done) {
            byHand(path, "valuesFile", "write it as the first of valuesFiles");
        }
    }

    private boolean becomesList(Spot mapping, Spot.Entry old) {
        Spot key = old.key();
        Spot value = old.value();
        edits.add(new Edit(
                key.start(),
                key.end(),
                lines.text().substring(key.start(), key.end()).replace("valuesFile", "valuesFiles")));
        if (mapping.flow()) {
            edits.add(new Edit(value.start(), value.start(), "["));
            edits.add(new Edit(value.end(), value.end(), "]"));
            return true;
        }
        String indent = " ".repeat(lines.columnOf(key.start()) + 2);
        int colon = lines.text().indexOf(':', key.end()) + 1;
        edits.add(new Edit(colon, value.start(), lines.lineBreak() + indent + "- "));
        return true;
    }

    private boolean joinsList(Spot mapping, Spot.Entry old, Spot files) {
        Optional<Edit> removal = removal(mapping, old);
        if (files.form() != Spot.Form.LIST || files.items().isEmpty() || removal.isEmpty()) {
            return false;
        }
        Spot value = old.value();
        String raw = lines.text().substring(value.start(), value.end());
        edits.add(removal.get());
        if (files.flow()) {
            edits.add(new Edit(files.start() + 1, files.start() + 1, raw + ", "));
            return true;
        }
        // With the comment behind it.
        String line = lines.text().substring(value.start(), lines.endOf(value.end()));
        String item = (line.endsWith("\n") ? line : line + lines.lineBreak());
        int start = lines.startOf(files.start());
        edits.add(new Edit(start, start, " ".repeat(lines.columnOf(files.start())) + "- " + item));
        return true;
    }

    private void patches(List<String> path) {
        Optional<Spot> mapping = holder(path);
        if (mapping.isEmpty()) {
            return;
        }
        var moves = new PatchMoves(lines, mapping.get(), object.at(List.of("spec", "targetNamespace")));
        if (!moves.isNeeded()) {
            return;
        }
        Optional<List<Edit>> found = moves.edits();
        found.ifPresentOrElse(edits::addAll, () -> moves.names()
                .forEach(name -> byHand(path, name, "write each of them as an item of patches")));
    }
}
