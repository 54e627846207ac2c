package dev.sluice.flux;

import org.jspecify.annotations.Nullable;

/** Cuts a template into tokens as {@code parse/scan.go} of fluxcd/pkg/envsubst does, its oddities included. */
final class EnvsubstScanner {

    /** Whether a rune belongs to the token; the index is the token's length in bytes with the rune. */
    @FunctionalInterface
    interface Accept {
        boolean test(int rune, int index);
    }

    enum Token {
        END,
        TEXT,
        OPENING,
        CLOSING,
        ILLEGAL
    }

    /** Which brace ends or is a token: <code>${</code> or <code>}</code>. */
    enum Brace {
        OPENING,
        CLOSING
    }

    static final Accept ANY = (rune, index) -> true;
    static final Accept IDENTIFIER =
            (rune, index) -> Character.isLetter(rune) || Character.isDigit(rune) || rune == '_';

    private final String text;
    private final StringBuilder token = new StringBuilder();
    private int position;
    /** The bytes of the last rune that was read; 0 at the end. */
    private int width;

    private boolean dollarEscapes;
    private boolean backslashEscapes;

    EnvsubstScanner(String text) {
        this.text = text;
    }

    /** Which escapes count where a scan allows them: {@code $$}, and {@code \/} or {@code \\}. */
    void escape(boolean dollar, boolean backslash) {
        dollarEscapes = dollar;
        backslashEscapes = backslash;
    }

    /** The text of the last token, without escape characters. */
    String token() {
        return token.toString();
    }

    /** The next rune; 0 at the end, and for a NUL, which ends a template. */
    int peek() {
        int rune = read();
        unread();
        return rune;
    }

    /**
     * The rune behind a colon. As in the original, stepping back goes by the width of that rune, so that the colon is
     * lost where it is no ASCII; every such expression is an error there and here.
     */
    int peekBehindColon() {
        read();
        int rune = peek();
        unread();
        return rune;
    }

    /** The next token: a brace, or the longest run of accepted runes; null accepts no text. */
    Token scan(@Nullable Accept accept, @Nullable Brace brace, boolean escapes) {
        token.setLength(0);
        int rune = read();
        if (rune == 0) {
            return Token.END;
        }
        if (brace == Brace.OPENING && isOpening(rune)) {
            return Token.OPENING;
        }
        if (brace == Brace.CLOSING && rune == '}') {
            return Token.CLOSING;
        }
        if (accept == null) {
            return Token.ILLEGAL;
        }
        if (escapes && isEscape(rune)) {
            takeEscaped();
        } else if (accept.test(rune, width)) {
            take();
        } else {
            return Token.ILLEGAL;
        }
        rest(accept, brace == Brace.OPENING, escapes);
        return Token.TEXT;
    }

    private void rest(Accept accept, boolean stopAtOpening, boolean escapes) {
        while (true) {
            int rune = read();
            if (stopAtOpening && isOpening(rune)) {
                position -= 2;
                return;
            }
            if (rune != 0 && escapes && isEscape(rune)) {
                takeEscaped();
            } else if (rune != 0 && accept.test(rune, token.length() + width)) {
                take();
            } else {
                unread();
                return;
            }
        }
    }

    /** Reads the brace behind a dollar sign, where it stands there. */
    private boolean isOpening(int rune) {
        if (rune != '$' || next() != '{') {
            return false;
        }
        position++;
        return true;
    }

    private boolean isEscape(int rune) {
        return (rune == '$' && dollarEscapes && next() == '$')
                || (rune == '\\' && backslashEscapes && (next() == '/' || next() == '\\'));
    }

    private int next() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private void take() {
        token.append(text, position - width, position);
    }

    private void takeEscaped() {
        token.append(text.charAt(position));
        position++;
    }

    private int read() {
        if (position >= text.length()) {
            width = 0;
            return 0;
        }
        width = ByteText.widthAt(text, position);
        int rune = ByteText.runeAt(text, position);
        position += width;
        return rune;
    }

    private void unread() {
        position -= width;
    }
}
