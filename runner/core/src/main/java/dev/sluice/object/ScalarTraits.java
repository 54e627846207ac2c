package dev.sluice.object;

/**
 * What the characters of a text forbid. Source of the rule: {@code yaml_emitter_analyze_scalar} in
 * {@code emitterc.go} of go-yaml v2.
 *
 * @param plainAllowed whether it can stand without quotes in block style
 * @param singleQuotedAllowed whether single quotes can hold it
 * @param literalAllowed whether a literal block can hold it
 * @param lineBreaks whether it holds a line break of YAML 1.1
 */
record ScalarTraits(boolean plainAllowed, boolean singleQuotedAllowed, boolean literalAllowed, boolean lineBreaks) {

    private static final ScalarTraits OF_EMPTY = new ScalarTraits(true, true, false, false);
    private static final String FIRST_INDICATORS = "#,[]{}&*!|>'\"%@`";

    static ScalarTraits of(String text) {
        if (text.isEmpty()) {
            return OF_EMPTY;
        }
        int last = text.length() - 1;
        boolean indicators = text.startsWith("---") || text.startsWith("...") || startsWithIndicator(text);
        boolean special = false;
        boolean breaks = false;
        boolean breakThenSpace = false;
        boolean spaceThenBreak = false;
        for (int i = 0; i <= last; i++) {
            char c = text.charAt(i);
            if (isWordCharacter(c)) {
                continue;
            }
            indicators |= c == ':' && i > 0 && (i == last || isBlank(text.charAt(i + 1)));
            indicators |= c == '#' && i > 0 && (isBlank(text.charAt(i - 1)) || isBreak(text.charAt(i - 1)));
            special |= !isPrintable(c);
            breaks |= isBreak(c);
            breakThenSpace |= c == ' ' && i > 0 && isBreak(text.charAt(i - 1));
            spaceThenBreak |= isBreak(c) && i > 0 && text.charAt(i - 1) == ' ';
        }
        boolean blankEdge = isSpaceOrBreak(text.charAt(0)) || isSpaceOrBreak(text.charAt(last));
        boolean quotesNeeded = spaceThenBreak || special;
        return new ScalarTraits(
                !quotesNeeded && !blankEdge && !breakThenSpace && !breaks && !indicators,
                !quotesNeeded && !breakThenSpace,
                !quotesNeeded && text.charAt(last) != ' ',
                breaks);
    }

    /** Whether go-yaml v2 writes the character as it is; surrogates, and so all beyond U+FFFF, it escapes. */
    static boolean isPrintable(char c) {
        return c == '\n'
                || (c >= ' ' && c <= '~')
                || (c >= '\u00a0' && c <= '\ud7ff')
                || (c >= '\ue000' && c <= '\ufffd' && c != '\ufeff');
    }

    /** Whether the character is a line break of YAML 1.1. */
    static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static boolean startsWithIndicator(String text) {
        char first = text.charAt(0);
        if (first == '?' || first == ':' || first == '-') {
            return text.length() == 1 || isBlank(text.charAt(1));
        }
        return FIRST_INDICATORS.indexOf(first) >= 0;
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '-' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isSpaceOrBreak(char c) {
        return c == ' ' || isBreak(c);
    }
}
