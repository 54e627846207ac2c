package dev.sluice.flux;

/**
 * Shell patterns as fluxcd/pkg/envsubst {@code path/match.go} matches them: Go's {@code path.Match}, except that {@code
 * *} and {@code ?} match slashes, too. A literal part is compared byte by byte, a class rune by rune.
 */
final class EnvsubstGlob {

    /** The pattern is malformed, as far as the text made the matcher look. */
    static final class BadPatternException extends Exception {
        private static final long serialVersionUID = 1L;

        BadPatternException() {
            super("syntax error in pattern");
        }
    }

    private final String pattern;
    private int position;

    private EnvsubstGlob(String pattern) {
        this.pattern = pattern;
    }

    /** Whether the pattern matches the whole text; both are {@link ByteText byte texts}. */
    static boolean matches(String pattern, String text) throws BadPatternException {
        int rest = 0;
        int from = 0;
        while (rest < pattern.length()) {
            boolean star = false;
            while (rest < pattern.length() && pattern.charAt(rest) == '*') {
                star = true;
                rest++;
            }
            int end = endOfChunk(pattern, rest);
            String chunk = pattern.substring(rest, end);
            rest = end;
            if (star && chunk.isEmpty()) {
                return true;
            }
            from = place(chunk, text, from, star, rest == pattern.length());
            if (from < 0) {
                return false;
            }
        }
        return from == text.length();
    }

    /** Where the text goes on behind the first place that the chunk matches; -1 where there is none. */
    private static int place(String chunk, String text, int from, boolean anywhere, boolean last)
            throws BadPatternException {
        int latest = anywhere ? text.length() : from;
        for (int start = from; start <= latest; start++) {
            int end = new EnvsubstGlob(chunk).match(text, start);
            if (end >= 0 && (!last || end == text.length())) {
                return end;
            }
        }
        return -1;
    }

    /** The chunk that starts at an index: up to the next star outside of a class. */
    private static int endOfChunk(String pattern, int start) {
        boolean inClass = false;
        for (int index = start; index < pattern.length(); index++) {
            char sign = pattern.charAt(index);
            if (sign == '\\' && index + 1 < pattern.length()) {
                index++;
            } else if (sign == '[') {
                inClass = true;
            } else if (sign == ']') {
                inClass = false;
            } else if (sign == '*' && !inClass) {
                return index;
            }
        }
        return pattern.length();
    }

    /** The index in the text behind a match of the whole chunk at a place; -1 where it does not match. */
    private int match(String text, int start) throws BadPatternException {
        int at = start;
        while (position < pattern.length()) {
            if (at >= text.length()) {
                return -1;
            }
            char sign = pattern.charAt(position);
            if (sign == '[') {
                position++;
                if (!inClass(ByteText.runeAt(text, at))) {
                    return -1;
                }
                at += ByteText.widthAt(text, at);
                continue;
            }
            if (sign == '?') {
                position++;
                at += ByteText.widthAt(text, at);
                continue;
            }
            if (sign == '\\' && ++position == pattern.length()) {
                throw new BadPatternException();
            }
            if (pattern.charAt(position) != text.charAt(at)) {
                return -1;
            }
            position++;
            at++;
        }
        return at;
    }

    private boolean inClass(int rune) throws BadPatternException {
        boolean negated = position < pattern.length() && pattern.charAt(position) == '^';
        position += negated ? 1 : 0;
        boolean found = false;
        boolean first = true;
        while (first || position >= pattern.length() || pattern.charAt(position) != ']') {
            int low = classRune();
            int high = low;
            if (pattern.charAt(position) == '-') {
                position++;
                high = classRune();
            }
            found |= low <= rune && rune <= high;
            first = false;
        }
        position++;
        return found != negated;
    }

    private int classRune() throws BadPatternException {
        if (position >= pattern.length() || "-]".indexOf(pattern.charAt(position)) >= 0) {
            throw new BadPatternException();
        }
        if (pattern.charAt(position) == '\\' && ++position == pattern.length()) {
            throw new BadPatternException();
        }
        int rune = ByteText.runeAt(pattern, position);
        int width = ByteText.widthAt(pattern, position);
        position += width;
        if ((rune == ByteText.INVALID && width == 1) || position >= pattern.length()) {
            throw new BadPatternException();
        }
        return rune;
    }
}
