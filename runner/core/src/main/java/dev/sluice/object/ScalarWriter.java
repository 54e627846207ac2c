package dev.sluice.object;

/**
 * Puts scalars, indicators and indentation into a text and folds long lines. Source of the rules: the
 * {@code yaml_emitter_write_…} functions in {@code emitterc.go} of go-yaml v2.
 */
final class ScalarWriter {

    private static final int WIDTH = 80;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final StringBuilder text;
    private int column;
    private boolean whitespace = true;
    private boolean indention = true;

    ScalarWriter(StringBuilder text) {
        this.text = text;
    }

    /** Whether nothing but indentation and block indicators stands on the line yet. */
    boolean atIndention() {
        return indention;
    }

    /** Goes to that column of a new line, or of this one where only indentation stands before it. */
    void indent(int indent) {
        if (!indention || column > indent || (column == indent && !whitespace)) {
            lineBreak('\n');
        }
        while (column < indent) {
            put(' ');
        }
        whitespace = true;
        indention = true;
    }

    /**
     * Writes {@code -}, {@code ?}, {@code :} of a complex key, {@code {}} or {@code []}.
     *
     * @param block whether a nested block may begin on the same line
     */
    void indicator(String indicator, boolean block) {
        space();
        text.append(indicator);
        column += indicator.length();
        whitespace = false;
        indention &= block;
    }

    /** Writes the colon of a simple key. */
    void colon() {
        put(':');
        whitespace = false;
        indention = false;
    }

    /** Writes a simple key: never folded. */
    void key(ScalarForm form, String key) {
        write(form, key, 0, false);
    }

    /** Writes a value, folded to {@code indent} where it is long. */
    void scalar(ScalarForm form, String value, int indent) {
        write(form, value, indent, true);
    }

    private void write(ScalarForm form, String value, int indent, boolean foldable) {
        switch (form.style()) {
            case PLAIN -> flow("", value, indent, foldable);
            case SINGLE_QUOTED -> flow("'", value, indent, foldable);
            case DOUBLE_QUOTED -> doubleQuoted(value, indent, foldable);
            case LITERAL -> literal(value, indent);
        }
    }

    private void flow(String quote, String value, int indent, boolean foldable) {
        space();
        text.append(quote);
        column += quote.length();
        boolean quoted = !quote.isEmpty();
        boolean spaces = false;
        boolean breaks = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ') {
                boolean inside = i > 0 && i < value.length() - 1 && value.charAt(i + 1) != ' ';
                if (foldable && !spaces && column > WIDTH && inside) {
                    indent(indent);
                } else {
                    put(c);
                }
                spaces = true;
            } else if (ScalarTraits.isBreak(c)) {
                lineBreak(c);
                indention = true;
                breaks = true;
            } else {
                if (breaks) {
                    indent(indent);
                }
                if (quoted && c == '\'') {
                    put(c);
                }
                put(c);
                indention = false;
                spaces = false;
                breaks = false;
            }
        }
        text.append(quote);
        column += quote.length();
        whitespace = false;
        indention = false;
    }

    private void doubleQuoted(String value, int indent, boolean foldable) {
        space();
        put('"');
        // go-yaml looks for the mark at the start of the text, not at the character: then it escapes all of it.
        boolean marked = !value.isEmpty() && value.charAt(0) == BYTE_ORDER_MARK;
        boolean spaces = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (marked || !ScalarTraits.isPrintable(c) || ScalarTraits.isBreak(c) || c == '"' || c == '\\') {
                int point = value.codePointAt(i);
                escape(point);
                i += Character.charCount(point) - 1;
                spaces = false;
            } else if (c == ' ') {
                if (foldable && !spaces && column > WIDTH && i > 0 && i < value.length() - 1) {
                    indent(indent);
                    if (value.charAt(i + 1) == ' ') {
                        put('\\');
                    }
                } else {
                    put(c);
                }
                spaces = true;
            } else {
                put(c);
                spaces = false;
            }
        }
        put('"');
        whitespace = false;
        indention = false;
    }

    private void escape(int point) {
        String escaped =
                switch (point) {
                    case 0x00 -> "0";
                    case 0x07 -> "a";
                    case 0x08 -> "b";
                    case 0x09 -> "t";
                    case 0x0a -> "n";
                    case 0x0b -> "v";
                    case 0x0c -> "f";
                    case 0x0d -> "r";
                    case 0x1b -> "e";
                    case 0x22 -> "\"";
                    case 0x5c -> "\\";
                    case 0x85 -> "N";
                    case 0xa0 -> "_";
                    case 0x2028 -> "L";
                    case 0x2029 -> "P";
                    default -> hexadecimal(point);
                };
        text.append('\\').append(escaped);
        column += 1 + escaped.length();
    }

    private static String hexadecimal(int point) {
        if (point <= 0xff) {
            return String.format("x%02X", point);
        }
        if (point > 0xffff) {
            return String.format("U%08X", point);
        }
        // A lone surrogate is no character: Go's JSON has replaced it before.
        return String.format("u%04X", point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
    }

    private void literal(String value, int indent) {
        space();
        put('|');
        char first = value.charAt(0);
        if (first == ' ' || ScalarTraits.isBreak(first)) {
            put('2');
        }
        chompingIndicator(value);
        lineBreak('\n');
        indention = true;
        whitespace = true;
        boolean breaks = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (ScalarTraits.isBreak(c)) {
                lineBreak(c);
                indention = true;
                breaks = true;
            } else {
                if (breaks) {
                    indent(indent);
                }
                put(c);
                indention = false;
                breaks = false;
            }
        }
    }

    private void chompingIndicator(String value) {
        int last = value.length() - 1;
        if (!ScalarTraits.isBreak(value.charAt(last))) {
            put('-');
        } else if (last == 0 || ScalarTraits.isBreak(value.charAt(last - 1))) {
            put('+');
        }
    }

    private void space() {
        if (!whitespace) {
            put(' ');
        }
    }

    private void put(char c) {
        text.append(c);
        column++;
    }

    private void lineBreak(char c) {
        text.append(c);
        column = 0;
    }
}
