package dev.sluice.source;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import dev.sluice.source.signature.BadSignature;
import dev.sluice.source.signature.PublicKeys;
import dev.sluice.source.signature.SignedObject;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.revwalk.RevTag;
import org.jspecify.annotations.Nullable;

/**
 * Holds a source's commit, and the tag that led to it, against the keys of {@code spec.verify} (source-controller,
 * {@code verifySignature}; its texts and reasons, too).
 */
final class GitVerifier {

    private final String subject;
    private final Verification verification;
    private final PublicKeys keys;

    GitVerifier(String subject, Verification verification, PublicKeys keys) {
        this.subject = subject;
        this.verification = verification;
        this.keys = keys;
    }

    /**
     * What Flux says of a source that is verified.
     *
     * @param tag what led to the commit; empty where it was no tag
     * @param objects the bytes of a commit or a tag, by its hash
     */
    String verify(String commit, Optional<GitTag> tag, Function<String, byte[]> objects) {
        String verified = "verified signature of";
        if (verification.verifiesTag()) {
            verified += "\n\t- " + verifyTag(commit, tag, objects);
        }
        if (verification.verifiesHead()) {
            String name = "commit '" + commit + "'";
            String key = signer(SignedObject.ofCommit(objects.apply(commit)), name, "InvalidCommitSignature");
            verified += "\n\t- " + name + " with key '" + key + "'";
        }
        return verified;
    }

    private String verifyTag(String commit, Optional<GitTag> tag, Function<String, byte[]> objects) {
        GitTag found = tag.orElseThrow(() ->
                new InvalidInput(subject, "cannot verify tag object's signature if a tag reference is not specified"));
        if (found.hash().isEmpty()) {
            throw notSigned(found);
        }
        byte[] raw = objects.apply(found.hash());
        RevTag parsed = parsed(raw);
        if (!parsed.getObject().name().equals(commit)) {
            throw new TransientFailure(subject, "tag '" + found + "' does not lead to commit '" + commit + "'");
        }
        var named = new GitTag(parsed.getTagName(), found.hash());
        SignedObject object = SignedObject.ofTag(raw);
        if (object.signature().isEmpty()) {
            throw notSigned(named);
        }
        String name = "tag '" + named + "'";
        return name + " with key '" + signer(object, name, "InvalidTagSignature") + "'";
    }

    private String signer(SignedObject object, String name, String reason) {
        try {
            return keys.verify(object);
        } catch (BadSignature e) {
            String why = "signature verification of " + name + " failed: " + e.getMessage();
            throw refused(why, e.hint(), new NotVerified(reason, e));
        }
    }

    private Rejected notSigned(GitTag tag) {
        return refused(
                "cannot verify signature of tag '" + tag + "' since it is not signed",
                tag.hash().isEmpty()
                        ? "it is no annotated tag, or was fetched as its commit: git fetch --force origin "
                                + "refs/tags/" + tag.name() + ":refs/tags/" + tag.name()
                        : "sign it: git tag -s",
                new NotVerified("InvalidGitObject", null));
    }

    private Rejected refused(String why, @Nullable String hint, NotVerified cause) {
        return new Rejected(subject, why, hint, cause);
    }

    private RevTag parsed(byte[] raw) {
        try {
            return RevTag.parse(raw);
        } catch (CorruptObjectException e) {
            throw refused("the tag cannot be read: " + e.getMessage(), null, new NotVerified("InvalidGitObject", e));
        }
    }
}
