package dev.sluice.object;

/**
 * The text of one document of a file.
 *
 * @param text the text without the separators around it; lines end with {@code \n}
 * @param line the line of the file on which the text begins, from 1
 */
record DocumentText(String text, int line) {

    /** More characters without a blank than any object can hold: the parser's time grows with their square. */
    private static final int ENDLESS_WORD = 4 * 1024 * 1024;

    /** Whether it holds nothing but blanks and comments. */
    boolean isBlank() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '#') {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if (c != ' ' && c != '\n' && c != '\t' && c != '\ufeff') {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    /** Whether it holds a word that no API server would take, and that the parser would need minutes for. */
    boolean hasEndlessWord() {
        if (text.length() < ENDLESS_WORD) {
            return false;
        }
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                start = i + 1;
            } else if (i - start > ENDLESS_WORD) {
                return true;
            }
        }
        return false;
    }
}
