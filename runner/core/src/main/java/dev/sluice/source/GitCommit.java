package dev.sluice.source;

import static java.util.Objects.requireNonNull;

/**
 * A commit, and how it was reached (fluxcd/pkg git/git.go).
 *
 * @param hash its full name, in hexadecimal digits
 * @param reference the reference that led to it, for example {@code refs/heads/main}; empty where it was named itself
 * @param message the whole message
 */
public record GitCommit(String hash, String reference, String message) {

    private static final int SUBJECT_CHARACTERS = 50;

    public GitCommit {
        requireNonNull(hash, "hash");
        requireNonNull(reference, "reference");
        requireNonNull(message, "message");
    }

    /** {@code main@sha1:…}: what stands behind the second slash of the reference, and the commit. */
    public String revision() {
        String[] parts = reference.split("/", 3);
        String digest = new GitRevision("", hash).digest();
        return parts.length == 3 ? parts[2] + "@" + digest : digest;
    }

    /** {@code refs/heads/main@sha1:…}: Flux's revision where {@code spec.ref.name} is given. */
    public String absoluteRevision() {
        String digest = new GitRevision("", hash).digest();
        return reference.isEmpty() ? digest : reference + "@" + digest;
    }

    /** The first line of the message, cut to 50 characters. */
    public String shortMessage() {
        int end = message.indexOf('\n');
        String subject = end < 0 ? message : message.substring(0, end);
        if (subject.codePointCount(0, subject.length()) <= SUBJECT_CHARACTERS) {
            return subject;
        }
        return subject.substring(0, subject.offsetByCodePoints(0, SUBJECT_CHARACTERS)) + "...";
    }

    /** What Flux says of an artifact that was made of it: {@code commit 'first line'}. */
    public String summary() {
        return "commit '" + shortMessage() + "'";
    }
}
