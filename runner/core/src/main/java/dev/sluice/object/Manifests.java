package dev.sluice.object;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes files of Kubernetes objects. */
public final class Manifests {

    private Manifests() {}

    /**
     * The objects of a resource file: all documents, lists flattened. A duplicate key is a mistake.
     *
     * @param file what the file is called in messages
     * @throws InvalidInput naming every mistake with its line
     */
    public static List<Manifest> read(String text, String file) {
        return read(text, file, Duplicates.REFUSED);
    }

    /**
     * The same, with duplicate keys as the caller wants them: those of live objects are no mistake of the user.
     *
     * @throws InvalidInput naming every mistake with its line
     */
    public static List<Manifest> read(String text, String file, Duplicates duplicates) {
        var problems = new ArrayList<Problem>();
        var objects = new ObjectList(text, problems);
        for (YamlDocument document : new YamlReader(Dialect.KUBERNETES, duplicates).read(text, file)) {
            objects.add(document.content(), document.origin());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return objects.manifests();
    }

    /** The objects as YAML documents, {@code ---} between them. */
    public static String write(List<Manifest> manifests) {
        var text = new StringBuilder();
        for (Manifest manifest : manifests) {
            text.append(text.isEmpty() ? "" : "---\n").append(YamlWriter.write(manifest.content()));
        }
        return text.toString();
    }
}
