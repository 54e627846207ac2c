package dev.sluice.migrate;

import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object of an old version, or a patch of one, and what is to change in it. */
final class OldObject {

    private final int document;
    private final List<String> path;
    private final Spot mapping;
    private final String kind;
    private final String from;
    private final String to;
    private final List<Edit> collected = new ArrayList<>();
    private final List<Moves.Manual> manual = new ArrayList<>();

    /**
     * @param document the index of the document that it is in
     * @param path where it stands in the document; empty for all of it
     * @param from the API version that it has
     * @param to the one that it gets
     */
    OldObject(int document, List<String> path, Spot mapping, String kind, String from, String to) {
        this.document = document;
        this.path = List.copyOf(path);
        this.mapping = mapping;
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    void find(Lines lines, Optional<Edit> version) {
        version.ifPresent(collected::add);
        var moves = new Moves(lines, mapping);
        moves.find(kind, to);
        collected.addAll(moves.edits());
        manual.addAll(moves.manual());
    }

    int document() {
        return document;
    }

    List<String> path() {
        return path;
    }

    Spot mapping() {
        return mapping;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    List<Moves.Manual> manual() {
        return List.copyOf(manual);
    }

    /** The list that takes what is found below it. */
    List<Edit> collected() {
        return collected;
    }

    List<Edit> edits() {
        return List.copyOf(collected);
    }

    /** Whether it stands in something that another one writes anew. */
    boolean isInsideOf(OldObject other) {
        return other != this
                && other.collected.stream()
                        .anyMatch(edit -> edit.from() <= mapping.start() && mapping.end() <= edit.to());
    }

    /** The kind, with the name where it has one. */
    String title() {
        String name = mapping.at(List.of("metadata", "name")).map(Spot::text).orElse("");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    Problem change(String file, Lines lines) {
        String version = to.substring(to.indexOf('/') + 1);
        return Problem.of(
                file + ":" + lines.number(mapping.start()),
                title() + " " + from.substring(from.indexOf('/') + 1) + " becomes " + version);
    }
}
