package dev.sluice.source;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a {@code .sourceignore} (fluxcd/pkg sourceignore v0.18.0, gitignore/pattern.go). It reads like git's, and
 * is not: a path below an excluded directory can be included again, and elements are matched one by one.
 */
final class IgnorePattern {

    private static final String ANY_DIRECTORIES = "**";

    private final List<GlobPattern> elements;
    private final boolean inclusion;
    private final boolean directoryOnly;
    private final boolean hasSlash;

    IgnorePattern(String line) {
        String text = line;
        inclusion = text.startsWith("!");
        if (inclusion) {
            text = text.substring(1);
        }
        if (!text.endsWith("\\ ")) {
            text = withoutTrailingSpaces(text);
        }
        directoryOnly = text.endsWith("/");
        if (directoryOnly) {
            text = text.substring(0, text.length() - 1);
        }
        hasSlash = text.contains("/");
        var parts = new ArrayList<GlobPattern>();
        for (String element : text.split("/", -1)) {
            parts.add(new GlobPattern(element));
        }
        elements = List.copyOf(parts);
    }

    /** Whether what matches is kept, not left out. */
    boolean includes() {
        return inclusion;
    }

    /** Whether a path matches; it starts at the directory that the pattern belongs to. */
    boolean matches(List<String> path, boolean directory) {
        return hasSlash ? matchesPath(path, directory) : matchesAnyName(path, directory);
    }

    private boolean matchesAnyName(List<String> path, boolean directory) {
        GlobPattern name = elements.get(0);
        for (int i = 0; i < path.size(); i++) {
            GlobPattern.Result result = name.match(path.get(i));
            if (result == GlobPattern.Result.MALFORMED) {
                return false;
            }
            if (result == GlobPattern.Result.MATCH) {
                return !directoryOnly || directory || i < path.size() - 1;
            }
        }
        return false;
    }

    private boolean matchesPath(List<String> path, boolean directory) {
        boolean matched = false;
        boolean anywhere = false;
        int place = 0;
        for (int i = 0; i < elements.size(); i++) {
            GlobPattern element = elements.get(i);
            String text = element.text();
            if (text.isEmpty()) {
                anywhere = false;
                continue;
            }
            if (text.equals(ANY_DIRECTORIES)) {
                anywhere = true;
                continue;
            }
            if (text.contains(ANY_DIRECTORIES) || place == path.size()) {
                return false;
            }
            GlobPattern.Result result = element.match(path.get(place++));
            // Behind "**" what does not match is passed over; at the end of the path that leaves no match.
            while (anywhere && result == GlobPattern.Result.NO_MATCH && place < path.size()) {
                result = element.match(path.get(place++));
            }
            if (result == GlobPattern.Result.MALFORMED || (!anywhere && result == GlobPattern.Result.NO_MATCH)) {
                return false;
            }
            matched = result == GlobPattern.Result.MATCH;
            anywhere = false;
        }
        return matched && (!directoryOnly || directory || place < path.size());
    }

    private static String withoutTrailingSpaces(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
