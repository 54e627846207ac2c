package dev.sluice.cli;

/** A shell that can read completion scripts of picocli. */
enum Shell {
    BASH(""),
    /** The script turns on zsh's understanding of bash completions itself, but relies on this. */
    ZSH("autoload -U +X compinit && compinit\n");

    private final String preamble;

    Shell(String preamble) {
        this.preamble = preamble;
    }

    /** What must stand before the script. */
    String preamble() {
        return preamble;
    }
}
