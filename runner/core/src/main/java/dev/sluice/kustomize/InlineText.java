package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Origin;
import dev.sluice.object.WrittenMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A text in a field of a kustomization file that is YAML itself.
 *
 * @param location {@code file:line} of the field
 * @param firstLine the line of the file that is the text's first; 0 where its lines are not lines of the file
 */
record InlineText(String text, String location, int firstLine) {

    /** What such a text is called while it is read. */
    static final String NAME = "inline";

    InlineText {
        requireNonNull(text, "text");
        requireNonNull(location, "location");
    }

    /** The same text at another place, where its own is not known. */
    InlineText orAt(String otherLocation) {
        return location.isEmpty() ? new InlineText(text, otherLocation, 0) : this;
    }

    /** Without blank lines around it, and blanks before and behind. */
    InlineText stripped() {
        String content = text.strip();
        long skipped = text.substring(0, text.indexOf(content))
                .chars()
                .filter(c -> c == '\n')
                .count();
        return new InlineText(content, location, firstLine == 0 ? 0 : firstLine + (int) skipped);
    }

    /**
     * The objects that the text is; they are where the field is.
     *
     * @throws InvalidInput if it is something else, with the line of the file where the text's lines are lines of it
     */
    List<Resource> resources() {
        return located(read(BuildFiles::parse));
    }

    /**
     * The strategic merge patches that the text is.
     *
     * @throws InvalidInput if it is something else
     */
    List<Resource> patches() {
        List<Resource> patches = read(BuildFiles::patches);
        boolean repeated = patches.stream()
                .anyMatch(patch -> !WrittenMapping.repeated(patch.content()).isEmpty());
        // What is wrong with a key names two lines, of which only one is its place.
        return repeated && hasLines() ? here(inPlace(BuildFiles::patches)) : located(patches);
    }

    private List<Resource> located(List<Resource> resources) {
        resources.forEach(resource -> WrittenMapping.retell(resource.content(), this::located));
        return here(resources);
    }

    private List<Resource> here(List<Resource> resources) {
        return resources.stream()
                .map(resource -> resource.from(Origin.of(location)))
                .toList();
    }

    /**
     * The objects that the text is; empty where it is the path of what holds them. A path is a scalar, and so are no
     * objects; what spans lines was meant to be some.
     *
     * @throws InvalidInput if it is neither
     */
    Optional<List<Resource>> resourcesUnlessPath() {
        return unlessPath(this::resources);
    }

    /** The same for strategic merge patches. */
    Optional<List<Resource>> patchesUnlessPath() {
        return unlessPath(this::patches);
    }

    private Optional<List<Resource>> unlessPath(Supplier<List<Resource>> reader) {
        try {
            return Optional.of(reader.get());
        } catch (InvalidInput e) {
            if (text.contains("\n")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Reads the text and tells mistakes where they are.
     *
     * @param reader is given the text and what it is called
     */
    <T> T read(BiFunction<String, String, T> reader) {
        try {
            return reader.apply(text, NAME);
        } catch (InvalidInput e) {
            return again(reader, e);
        }
    }

    /** Fails once more, with the text at its place of the file: the words of a mistake name other lines, too. */
    private <T> T again(BiFunction<String, String, T> reader, InvalidInput failure) {
        if (hasLines()) {
            return inPlace(reader);
        }
        throw new InvalidInput(failure.problems().stream().map(this::located).toList(), failure);
    }

    private <T> T inPlace(BiFunction<String, String, T> reader) {
        return reader.apply(
                "\n".repeat(firstLine - 1) + text, Origin.of(location).file());
    }

    /** Where a place of the text is: the line of the file, or else the field. */
    String place(String inside) {
        int line = lineOf(inside);
        return hasLines() && line > 0
                ? new Origin(Origin.of(location).file(), firstLine + line - 1).toString()
                : location;
    }

    /** Whether the text's lines are lines of a file. */
    private boolean hasLines() {
        return firstLine > 0 && Origin.of(location).line() > 0;
    }

    /** The line of a place of the text; 0 where the place is elsewhere. */
    private static int lineOf(String inside) {
        Origin origin = Origin.of(inside);
        return origin.file().equals(NAME) ? origin.line() : 0;
    }

    private Problem located(Problem problem) {
        int line = lineOf(problem.location());
        return firstLine > 0 || line == 0
                ? problem.at(place(problem.location()))
                : problem.saying(problem.what() + " (line " + line + " of the text)")
                        .at(location);
    }
}
