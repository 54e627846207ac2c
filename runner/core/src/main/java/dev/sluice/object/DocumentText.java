package dev.sluice.object;

/**
 * The text of one document of a file.
 *
 * @param text the text without the separators around it; lines end with {@code \n}
 * @param line the line of the file on which the text begins, from 1
 */
record DocumentText(String text, int line) {

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
}
