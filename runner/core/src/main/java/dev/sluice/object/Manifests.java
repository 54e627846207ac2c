package dev.sluice.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes files of Kubernetes objects. */
public final class Manifests {

    private Manifests() {}

    /**
     * The objects of a resource file: all documents, lists flattened.
     *
     * @param file what the file is called in messages
     * @throws dev.sluice.failure.InvalidInput naming every mistake with its line
     */
    public static List<Manifest> read(String text, String file) {
        var manifests = new ArrayList<Manifest>();
        for (YamlDocument document : new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text, file)) {
            if (document.content() instanceof ObjectNode content) {
                manifests.add(Manifest.of(content, document.origin()));
            }
        }
        return manifests;
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
