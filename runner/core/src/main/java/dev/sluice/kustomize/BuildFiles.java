package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one build: each is read at most once. */
final class BuildFiles {

    private static final String INLINE = "inline";
    private static final Pattern LOCATION = Pattern.compile("(.*):(\\d+)");

    private final FileTree tree;
    private final ParsedFiles parsed;
    private final Map<String, Optional<byte[]>> contents = new HashMap<>();

    BuildFiles(FileTree tree, ParsedFiles parsed) {
        this.tree = tree;
        this.parsed = parsed;
    }

    String display(String path) {
        return tree.display(path);
    }

    Optional<byte[]> read(String path) {
        Optional<byte[]> known = contents.get(path);
        if (known == null) {
            known = tree.read(path);
            contents.put(path, known);
        }
        return known;
    }

    Optional<String> text(String path) {
        return read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    boolean isDirectory(String path) {
        return tree.isDirectory(path);
    }

    /**
     * The objects of a resource file, each time as new copies.
     *
     * @throws InvalidInput if the file holds something else
     */
    List<Resource> resources(String path, byte[] bytes) {
        return parsed.resources(display(path), bytes).stream()
                .map(Resource::copy)
                .toList();
    }

    /**
     * The kustomization of a file.
     *
     * @throws InvalidInput if it is wrong
     */
    Kustomization kustomization(String path) {
        byte[] bytes = read(path).orElseThrow();
        Optional<Rewritten> rewritten = tree.rewritten(path);
        return rewritten.isPresent()
                ? Kustomization.read(new String(bytes, StandardCharsets.UTF_8), display(path), rewritten)
                : parsed.kustomization(display(path), bytes);
    }

    /**
     * The objects that a text is.
     *
     * @throws InvalidInput if it is something else
     */
    static List<Resource> parse(String text, String location) {
        var documents = new YamlReader(Dialect.KYAML, Duplicates.REFUSED).read(text, location);
        return new ResourceReader().read(documents);
    }

    /**
     * The objects that a text in a field of another file is; they and their mistakes are where the field is.
     *
     * @throws InvalidInput if it is something else
     */
    static List<Resource> parseInline(String text, String location) {
        try {
            return parse(text, INLINE).stream()
                    .map(resource -> resource.from(originOf(location)))
                    .toList();
        } catch (InvalidInput e) {
            List<Problem> problems = e.problems().stream()
                    .map(problem ->
                            new Problem(location, problem.what() + inlinePlace(problem.location()), problem.hint()))
                    .toList();
            throw new InvalidInput(problems, e);
        }
    }

    private static String inlinePlace(String location) {
        return location.startsWith(INLINE + ":")
                ? " (line " + location.substring(INLINE.length() + 1) + " of the text)"
                : "";
    }

    /** The origin that {@code file:line} means. */
    static Origin originOf(String location) {
        Matcher matcher = LOCATION.matcher(location);
        return matcher.matches()
                ? new Origin(matcher.group(1), Integer.parseInt(matcher.group(2)))
                : new Origin(location, 0);
    }

    /** The first document of a text that is configuration, not an object; a null where nothing is written. */
    static JsonNode configuration(String text, String location) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(text, location).stream()
                        .map(YamlDocument::content)
                        .filter(content -> !content.isNull())
                        .findFirst()
                        .orElse(NullNode.getInstance());
    }
}
