package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * A Git revision as Flux writes it: {@code main@sha1:9f4e…}, {@code sha1:9f4e…}, or one of the older forms
 * {@code main/9f4e…} and {@code 9f4e…} (fluxcd/pkg git/utils.go).
 *
 * @param pointer the branch, tag or reference; empty where the revision names a commit only
 * @param hash the commit; empty where the text holds none
 */
public record GitRevision(String pointer, String hash) {

    private static final int SHA1_DIGITS = 40;

    public GitRevision {
        requireNonNull(pointer, "pointer");
        requireNonNull(hash, "hash");
    }

    /** Takes a revision of any form apart; there is no text that is none. */
    public static GitRevision parse(String revision) {
        return new GitRevision(pointerOf(revision), hashOf(revision));
    }

    /** The same revision in today's form; what has a colon already is answered as it is. */
    public static String transform(String revision) {
        if (revision.isEmpty() || revision.indexOf(':') >= 0) {
            return revision;
        }
        return parse(revision).toString();
    }

    /** {@code sha1}, or {@code <unknown>}: Flux tells by the length alone, and knows no other algorithm by it. */
    public String algorithm() {
        return hash.getBytes(StandardCharsets.UTF_8).length == SHA1_DIGITS ? "sha1" : "<unknown>";
    }

    /** {@code algorithm:hash}; empty where there is no hash. */
    public String digest() {
        return hash.isEmpty() ? "" : algorithm() + ":" + hash;
    }

    /** The revision in today's form. */
    @Override
    public String toString() {
        return pointer.isEmpty() ? digest() : pointer + "@" + digest();
    }

    private static String pointerOf(String revision) {
        int at = revision.lastIndexOf('@');
        if (at >= 0) {
            return revision.substring(0, at);
        }
        int slash = revision.lastIndexOf('/');
        String before = slash < 0 ? "" : revision.substring(0, slash);
        return before.equals("HEAD") ? "" : before;
    }

    private static String hashOf(String revision) {
        int colon = revision.lastIndexOf(':');
        if (colon >= 0) {
            return revision.substring(colon + 1);
        }
        return revision.substring(revision.lastIndexOf('/') + 1);
    }
}
