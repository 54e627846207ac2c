package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.WrittenMapping;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in a field of a kustomization file that is YAML itself.
 *
 * @param location {@code file:line} of the field
 * @param firstLine the line of the file that is the text's first; 0 where its lines are not lines of the file
 */
record InlineText(String text, String location, int firstLine) {

    /** What such a text is called while it is read. */
    static final String NAME = "inline";

    private static final Pattern PLACE = Pattern.compile(NAME + ":(\\d+)");
    private static final Pattern LOCATION = Pattern.compile("(.*):\\d+");

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
        Matcher file = LOCATION.matcher(location);
        boolean repeated = patches.stream()
                .anyMatch(patch -> !WrittenMapping.repeated(patch.content()).isEmpty());
        // What is wrong with a key names two lines, of which only one is its place.
        return repeated && firstLine > 0 && file.matches()
                ? here(inPlace(BuildFiles::patches, file))
                : located(patches);
    }

    private List<Resource> located(List<Resource> resources) {
        resources.forEach(resource -> WrittenMapping.retell(resource.content(), this::located));
        return here(resources);
    }

    private List<Resource> here(List<Resource> resources) {
        return resources.stream()
                .map(resource -> resource.from(BuildFiles.originOf(location)))
                .toList();
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
        Matcher file = LOCATION.matcher(location);
        if (firstLine > 0 && file.matches()) {
            return inPlace(reader, file);
        }
        throw new InvalidInput(failure.problems().stream().map(this::located).toList(), failure);
    }

    private <T> T inPlace(BiFunction<String, String, T> reader, Matcher file) {
        return reader.apply("\n".repeat(firstLine - 1) + text, file.group(1));
    }

    /** Where a place of the text is: the line of the file, or else the field. */
    String place(String inside) {
        Matcher line = PLACE.matcher(inside);
        Matcher file = LOCATION.matcher(location);
        return firstLine > 0 && line.matches() && file.matches()
                ? file.group(1) + ":" + (firstLine + Integer.parseInt(line.group(1)) - 1)
                : location;
    }

    private Problem located(Problem problem) {
        Matcher line = PLACE.matcher(problem.location());
        return firstLine > 0 || !line.matches()
                ? problem.at(place(problem.location()))
                : problem.saying(problem.what() + " (line " + line.group(1) + " of the text)")
                        .at(location);
    }
}
