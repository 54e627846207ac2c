package dev.sluice.object;

/**
 * How a scalar is written. Source of the rules: {@code stringv} in {@code encode.go} and
 * {@code yaml_emitter_analyze_scalar}, {@code yaml_emitter_select_scalar_style} in {@code emitterc.go} of go-yaml v2.
 *
 * @param style the style
 * @param multiline whether it holds a line break, which no simple key may
 * @param bytes its length in UTF-8, which decides whether it can be a simple key
 */
record ScalarForm(Style style, boolean multiline, int bytes) {

    /** The four styles that go-yaml chooses from; it never folds. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL
    }

    /** Of numbers, booleans and null. */
    static final ScalarForm PLAIN = new ScalarForm(Style.PLAIN, false, 0);

    /** The form of a text, so that it is read as a text again. */
    static ScalarForm ofText(String text) {
        var traits = ScalarTraits.of(text);
        return new ScalarForm(style(text, traits), traits.lineBreaks(), utf8Length(text));
    }

    private static Style style(String text, ScalarTraits traits) {
        if (text.indexOf('\n') >= 0) {
            return traits.literalAllowed() ? Style.LITERAL : Style.DOUBLE_QUOTED;
        }
        if (PlainScalars.isTyped(text, Dialect.KUBERNETES) || isSexagesimal(text)) {
            return Style.DOUBLE_QUOTED;
        }
        if (traits.plainAllowed()) {
            return Style.PLAIN;
        }
        return traits.singleQuotedAllowed() ? Style.SINGLE_QUOTED : Style.DOUBLE_QUOTED;
    }

    /**
     * Whether YAML 1.1 would read base 60, which go-yaml itself does not, but quotes for others: the expression
     * {@code [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?}.
     */
    private static boolean isSexagesimal(String text) {
        int i = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (!isDigit(text, i)) {
            return false;
        }
        while (isDigit(text, i) || is(text, i, '_')) {
            i++;
        }
        if (!is(text, i, ':')) {
            return false;
        }
        while (is(text, i, ':')) {
            int digits = isDigit(text, i + 2) && text.charAt(i + 1) <= '5' ? 2 : 1;
            if (!isDigit(text, i + 1)) {
                return false;
            }
            i += 1 + digits;
        }
        if (is(text, i, '.')) {
            i++;
            while (isDigit(text, i) || is(text, i, '_')) {
                i++;
            }
        }
        return i == text.length();
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean is(String text, int index, char expected) {
        return index < text.length() && text.charAt(index) == expected;
    }

    private static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is two chars and four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
