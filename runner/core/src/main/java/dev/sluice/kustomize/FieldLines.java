package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a configuration file's fields and list entries; the file is read for them when the first is asked for. */
final class FieldLines {

    /** Of what no file says. */
    static final FieldLines NONE = new FieldLines("", new Origin("", 0));

    /** A line that ends with the beginning of a text whose lines are those below, each as it is. */
    private static final Pattern LITERAL = Pattern.compile(".*(^|[\\s:-])\\|[-+1-9]*\\s*(\\s#.*)?");

    private final String text;
    private final Origin document;
    private final List<Problem> warnings;
    private final @Nullable String author;
    private @Nullable FieldLocator locator;
    private @Nullable List<String> lines;

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
        String text = FileText.of(rewritten.before().orElse(new byte[0]), file);
        List<YamlDocument> documents = Kustomization.documents(text, file);
        if (documents.isEmpty()) {
            return new FieldLines("", BuildFiles.originOf(rewritten.author()), List.of(), rewritten.author());
        }
        YamlDocument first = documents.get(0);
        var warnings = new ArrayList<>(first.warnings());
        for (Problem unknown : Kustomization.unknown(text, file)) {
            warnings.add(unknown.saying(unknown.what() + ": it is left out"));
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

    /** {@code file:line} of a field or of an entry of a list, by the names and indexes that lead to it. */
    String locate(List<String> path) {
        if (document.file().isEmpty()) {
            return "";
        }
        if (path.isEmpty()) {
            return document.toString();
        }
        if (author == null) {
            return locator().locate(document, path).toString();
        }
        return locator()
                .find(document, path)
                .map(field -> field.origin().toString())
                .orElse(author);
    }

    /** What is written for a field, before it is taken for a number or the like; empty where that is not known. */
    Optional<String> written(List<String> path) {
        return text.isEmpty()
                ? Optional.empty()
                : locator().find(document, path).map(FieldLocator.Written::text);
    }

    /** A field's text with the place of its lines. */
    InlineText inline(List<String> path, String value) {
        int line = text.isEmpty()
                ? 0
                : locator()
                        .find(document, path)
                        .map(field -> field.origin().line())
                        .orElse(0);
        return new InlineText(value, locate(path), line == 0 ? 0 : firstLine(line, value));
    }

    private int firstLine(int line, String value) {
        if (!value.stripTrailing().contains("\n")) {
            return line;
        }
        if (lines == null) {
            lines = text.lines().toList();
        }
        return line <= lines.size() && LITERAL.matcher(lines.get(line - 1)).matches() ? line + 1 : 0;
    }

    private FieldLocator locator() {
        if (locator == null) {
            locator = FieldLocator.of(text, document.file());
        }
        return locator;
    }
}
