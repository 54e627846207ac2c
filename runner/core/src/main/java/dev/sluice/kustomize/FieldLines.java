package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a kustomization file's fields and list entries; the file is read for them when the first is asked for. */
final class FieldLines {

    private final String text;
    private final Origin document;
    private final List<Problem> warnings;
    private final @Nullable String author;
    private @Nullable FieldLocator locator;

    FieldLines(String text, Origin document) {
        this(text, document, List.of(), null);
    }

    private FieldLines(String text, Origin document, List<Problem> warnings, @Nullable String author) {
        this.text = text;
        this.document = document;
        this.warnings = warnings;
        this.author = author;
    }

    /** The lines that a person knows of a file that was made for a build. */
    static FieldLines of(Rewritten rewritten, String file) {
        String text = new String(rewritten.before().orElse(new byte[0]), StandardCharsets.UTF_8);
        List<YamlDocument> documents = Kustomization.documents(text, file);
        if (documents.isEmpty()) {
            return new FieldLines("", BuildFiles.originOf(rewritten.author()), List.of(), rewritten.author());
        }
        YamlDocument first = documents.get(0);
        var warnings = new ArrayList<>(first.warnings());
        for (Problem unknown : Kustomization.unknown(text, file)) {
            warnings.add(new Problem(unknown.location(), unknown.what() + ": it is left out", unknown.hint()));
        }
        return new FieldLines(text, first.origin(), warnings, rewritten.author());
    }

    /** Where the file as a whole is written: it, or what asked for it. */
    String place() {
        return author != null && text.isEmpty() ? author : document.file();
    }

    /** What was accepted with a warning in what a person wrote. */
    List<Problem> warnings() {
        return warnings;
    }

    /** {@code file:line} of a path such as {@code resources[2]}. */
    String locate(String path) {
        if (path.isEmpty()) {
            return document.toString();
        }
        if (locator == null) {
            locator = FieldLocator.of(text, document.file());
        }
        List<String> steps = steps(path);
        if (author == null) {
            return locator.locate(document, steps).toString();
        }
        return locator.find(document, steps)
                .map(field -> field.origin().toString())
                .orElse(author);
    }

    private static List<String> steps(String path) {
        return List.of(path.replace("]", "").replace('[', '.').split("\\.", -1));
    }
}
