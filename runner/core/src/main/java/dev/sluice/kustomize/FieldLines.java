package dev.sluice.kustomize;

import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a kustomization file's fields and list entries; the file is read for them when the first is asked for. */
public final class FieldLines {

    private final String text;
    private final Origin document;
    private @Nullable FieldLocator locator;

    /** @param document where the document begins */
    public FieldLines(String text, Origin document) {
        this.text = text;
        this.document = document;
    }

    /** {@code file:line} of a path such as {@code resources[2]}. */
    public String locate(String path) {
        if (path.isEmpty()) {
            return document.toString();
        }
        if (locator == null) {
            locator = FieldLocator.of(text, document.file());
        }
        return locator.locate(document, steps(path)).toString();
    }

    private static List<String> steps(String path) {
        return List.of(path.replace("]", "").replace('[', '.').split("\\.", -1));
    }
}
