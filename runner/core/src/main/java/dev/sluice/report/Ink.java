package dev.sluice.report;

/** Colours of a terminal, or none. */
enum Ink {
    PLAIN(false),
    COLOURED(true);

    private static final String RESET = "\u001b[0m";

    private final boolean coloured;

    Ink(boolean coloured) {
        this.coloured = coloured;
    }

    static Ink of(boolean coloured) {
        return coloured ? COLOURED : PLAIN;
    }

    String bold(String text) {
        return in("\u001b[1m", text);
    }

    String dim(String text) {
        return in("\u001b[2m", text);
    }

    String red(String text) {
        return in("\u001b[31m", text);
    }

    String green(String text) {
        return in("\u001b[32m", text);
    }

    String yellow(String text) {
        return in("\u001b[33m", text);
    }

    private String in(String code, String text) {
        return coloured ? code + text + RESET : text;
    }
}
