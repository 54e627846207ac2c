package dev.sluice.cel;

import java.util.ArrayList;
import java.util.List;

/** Functions that look for a text in another one; their arguments are checked already. */
final class TextSearch {

    private TextSearch() {}

    static Object indexOf(List<Object> arguments) throws EvaluationFailure {
        int[] text = letters(arguments.get(0));
        int[] sought = letters(arguments.get(1));
        long offset = arguments.size() > 2 ? (Long) arguments.get(2) : 0;
        if (sought.length == 0) {
            return offset;
        }
        checkOffset(offset);
        for (long at = offset; at <= text.length - sought.length; at++) {
            if (isAt(text, sought, (int) at)) {
                return at;
            }
        }
        return -1L;
    }

    static Object lastIndexOf(List<Object> arguments) throws EvaluationFailure {
        int[] text = letters(arguments.get(0));
        int[] sought = letters(arguments.get(1));
        boolean hasOffset = arguments.size() > 2;
        if (sought.length == 0) {
            return hasOffset ? arguments.get(2) : (Object) (long) text.length;
        }
        if (!hasOffset && text.length < sought.length) {
            return -1L;
        }
        long offset = hasOffset ? (Long) arguments.get(2) : text.length - 1;
        checkOffset(offset);
        if (offset >= text.length) {
            return -1L;
        }
        for (long at = Math.min(offset, text.length - sought.length); at >= 0; at--) {
            if (isAt(text, sought, (int) at)) {
                return at;
            }
        }
        return -1L;
    }

    private static int[] letters(Object text) {
        return ((String) text).codePoints().toArray();
    }

    private static void checkOffset(long offset) throws EvaluationFailure {
        if (offset < 0) {
            throw new EvaluationFailure("index out of range: " + offset);
        }
    }

    private static boolean isAt(int[] text, int[] sought, int at) {
        for (int i = 0; i < sought.length; i++) {
            if (text[at + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first so many, all where the number is negative (Go's {@code strings.Replace}). */
    static Object replaced(List<Object> arguments) throws EvaluationFailure {
        String text = (String) arguments.get(0);
        String old = (String) arguments.get(1);
        String with = (String) arguments.get(2);
        long most = arguments.size() > 3 ? (Long) arguments.get(3) : -1;
        var replaced = new StringBuilder();
        int done = 0;
        for (long count = 0; most < 0 || count < most; count++) {
            int at = old.isEmpty() ? afterLetter(text, done, count) : text.indexOf(old, done);
            if (at < 0) {
                break;
            }
            Bounds.checkLength((long) replaced.length() + with.length());
            replaced.append(text, done, at).append(with);
            done = at + old.length();
        }
        return replaced.append(text, done, text.length()).toString();
    }

    /** Where an empty text is found: before each letter, and at the end. */
    private static int afterLetter(String text, int done, long count) {
        if (count == 0) {
            return 0;
        }
        return done < text.length() ? text.offsetByCodePoints(done, 1) : -1;
    }

    /** Into so many at most, all where the number is negative (Go's {@code strings.SplitN}). */
    static Object split(List<Object> arguments) {
        String text = (String) arguments.get(0);
        String separator = (String) arguments.get(1);
        long most = arguments.size() > 2 ? (Long) arguments.get(2) : -1;
        var parts = new ArrayList<Object>();
        if (most == 0 || (separator.isEmpty() && text.isEmpty())) {
            return parts;
        }
        int done = 0;
        while (most < 0 || parts.size() < most - 1) {
            int at = separator.isEmpty() ? nextLetter(text, done) : text.indexOf(separator, done);
            if (at < 0) {
                break;
            }
            parts.add(text.substring(done, at));
            done = at + separator.length();
        }
        parts.add(text.substring(done));
        return parts;
    }

    /** The end of the letter at a place; -1 where it is the last one. */
    private static int nextLetter(String text, int at) {
        int next = text.offsetByCodePoints(at, 1);
        return next < text.length() ? next : -1;
    }
}
