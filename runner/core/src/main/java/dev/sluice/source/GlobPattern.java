package dev.sluice.source;

import org.jspecify.annotations.Nullable;

/** A pattern for one name, as Go's {@code path/filepath.Match} reads it: {@code * ? [a-b] [^a] \c}. */
final class GlobPattern {

    /** How a match came out; a malformed pattern tells only once the matching reaches the fault, as in Go. */
    enum Result {
        MATCH,
        NO_MATCH,
        MALFORMED
    }

    private final int[] pattern;
    private final boolean plain;
    private final String text;

    GlobPattern(String text) {
        this.text = text;
        this.pattern = text.codePoints().toArray();
        this.plain = text.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
    }

    /** Matches a whole name, which holds no slash. */
    Result match(String name) {
        if (plain) {
            return name.equals(text) ? Result.MATCH : Result.NO_MATCH;
        }
        return new Run(name.codePoints().toArray()).match();
    }

    String text() {
        return text;
    }

    /**
     * A character class of the pattern.
     *
     * @param end the position behind its bracket
     * @param matched whether the character is in it
     */
    private record CharacterClass(int end, boolean matched) {}

    /** One name being matched. */
    private final class Run {

        private static final int FAILED = -1;
        private static final int MALFORMED = -2;

        private final int[] name;

        Run(int[] name) {
            this.name = name;
        }

        Result match() {
            int at = 0;
            int position = 0;
            while (position < pattern.length) {
                int start = position;
                while (start < pattern.length && pattern[start] == '*') {
                    start++;
                }
                boolean star = start > position;
                int end = endOfChunk(start);
                if (star && start == end) {
                    return Result.MATCH;
                }
                boolean last = end == pattern.length;
                int next = matchFrom(start, end, at, star, last);
                if (next < 0) {
                    return next == MALFORMED ? Result.MALFORMED : Result.NO_MATCH;
                }
                at = next;
                position = end;
            }
            return at == name.length ? Result.MATCH : Result.NO_MATCH;
        }

        /** Matches a chunk at a place or, behind a star, at any later one; the last chunk must use up the name. */
        private int matchFrom(int start, int end, int at, boolean star, boolean last) {
            int next = matchChunk(start, end, at);
            if (next == MALFORMED || (next >= 0 && (next == name.length || !last))) {
                return next;
            }
            for (int later = at + 1; star && later <= name.length; later++) {
                next = matchChunk(start, end, later);
                if (next == MALFORMED || (next >= 0 && (next == name.length || !last))) {
                    return next;
                }
            }
            return FAILED;
        }

        private int endOfChunk(int start) {
            boolean inRange = false;
            for (int i = start; i < pattern.length; i++) {
                switch (pattern[i]) {
                    case '\\' -> i++;
                    case '[' -> inRange = true;
                    case ']' -> inRange = false;
                    case '*' -> {
                        if (!inRange) {
                            return i;
                        }
                    }
                    default -> {}
                }
            }
            return pattern.length;
        }

        /** The place in the name behind the chunk; a failed match goes on to the chunk's end to find a fault in it. */
        private int matchChunk(int start, int end, int at) {
            int position = start;
            int place = at;
            boolean failed = false;
            while (position < end) {
                failed = failed || place >= name.length;
                int wanted = pattern[position];
                if (wanted == '[') {
                    CharacterClass set = characterClass(position + 1, end, failed ? 0 : name[place]);
                    if (set == null) {
                        return MALFORMED;
                    }
                    failed = failed || !set.matched();
                    position = set.end();
                } else if (wanted == '?') {
                    position++;
                } else {
                    if (wanted == '\\' && ++position == end) {
                        return MALFORMED;
                    }
                    failed = failed || pattern[position] != name[place];
                    position++;
                }
                place++;
            }
            return failed ? FAILED : place;
        }

        /** The class that begins at a position, tried on a character; null where it is malformed. */
        private @Nullable CharacterClass characterClass(int start, int end, int character) {
            int position = start;
            boolean negated = position < end && pattern[position] == '^';
            if (negated) {
                position++;
            }
            boolean found = false;
            for (int ranges = 0; ; ranges++) {
                if (ranges > 0 && position < end && pattern[position] == ']') {
                    return new CharacterClass(position + 1, found != negated);
                }
                int low = classCharacter(position, end);
                if (low < 0) {
                    return null;
                }
                position = low + 1;
                int high = low;
                if (pattern[position] == '-') {
                    high = classCharacter(position + 1, end);
                    if (high < 0) {
                        return null;
                    }
                    position = high + 1;
                }
                found = found || (pattern[low] <= character && character <= pattern[high]);
            }
        }

        /** Where the character of a class stands that begins at a position, behind its backslash if it has one. */
        private int classCharacter(int start, int end) {
            if (start >= end || pattern[start] == '-' || pattern[start] == ']') {
                return MALFORMED;
            }
            int position = pattern[start] == '\\' ? start + 1 : start;
            return position + 1 < end ? position : MALFORMED;
        }
    }
}
