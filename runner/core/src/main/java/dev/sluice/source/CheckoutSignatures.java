package dev.sluice.source;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The commit that is checked out, and the tags of it, held against the keys of the source that it stands for. */
final class CheckoutSignatures {

    private static final String PEELED = "^{}";

    private final String subject;
    private final Repository repository;
    private final String commit;
    private final CheckoutNames names;

    CheckoutSignatures(String subject, Repository repository, String commit, CheckoutNames names) {
        this.subject = subject;
        this.repository = repository;
        this.commit = commit;
        this.names = names;
    }

    /** What Flux says of a source that is verified. */
    String verify(GitReference reference, Verification verification, GitVerifier verifier) {
        Optional<GitTag> tag = verification.verifiesTag() ? tag(reference) : Optional.empty();
        return verifier.verify(commit, tag, this::raw);
    }

    /** The tag that Flux would have come by (fluxcd/pkg git/gogit/client.go, {@code clone}). */
    private Optional<GitTag> tag(GitReference reference) {
        String name = reference.name();
        if (reference.commit() != null) {
            return Optional.ofNullable(name)
                    .filter(full -> full.startsWith(Constants.R_TAGS))
                    .map(full -> new GitTag(full.substring(Constants.R_TAGS.length()), ""));
        }
        if (name != null) {
            String plain = name.endsWith(PEELED) ? name.substring(0, name.length() - PEELED.length()) : name;
            return plain.startsWith(Constants.R_TAGS) ? Optional.of(tag(plain)) : Optional.empty();
        }
        if (reference.tag() != null) {
            return Optional.of(tag(Constants.R_TAGS + reference.tag()));
        }
        return Optional.ofNullable(reference.semver()).map(this::newest);
    }

    /** Of a range only the server knows the newest version; here it is the newest tag of the commit. */
    private GitTag newest(String range) {
        List<String> tags = names.references().stream()
                .filter(full -> full.startsWith(Constants.R_TAGS))
                .map(full -> full.substring(Constants.R_TAGS.length()))
                .toList();
        return new GitVersions(SemverRange.parse(subject, range))
                .newest(tags).stream()
                        .findFirst()
                        .map(name -> tag(Constants.R_TAGS + name))
                        .orElseThrow(() -> refused(
                                "no tag of the checked-out commit matches semver: " + range,
                                "check out a tag that does"));
    }

    private GitTag tag(String full) {
        String name = full.substring(Constants.R_TAGS.length());
        try {
            Ref found = repository.exactRef(full);
            if (found == null) {
                throw refused(
                        "tag '" + name + "' is not in this checkout",
                        "git fetch origin " + full + ":" + full + ", and check it out");
            }
            Ref peeled = repository.getRefDatabase().peel(found);
            ObjectId target = peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
            if (target == null || !target.name().equals(commit)) {
                throw refused(
                        "tag '" + name + "' is not of commit '" + commit + "', which is checked out",
                        "check out the tag");
            }
            return new GitTag(name, target.equals(peeled.getObjectId()) ? "" : objectOf(peeled));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String objectOf(Ref annotated) {
        ObjectId object = annotated.getObjectId();
        return object == null ? "" : object.name();
    }

    private byte[] raw(String hash) {
        try (var reader = repository.newObjectReader()) {
            return reader.open(ObjectId.fromString(hash)).getBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Rejected refused(String why, String hint) {
        return new Rejected(subject, why, hint, new NotVerified("VerificationError", null));
    }

    private InvalidInput unreadable(IOException cause) {
        return new InvalidInput(subject, "the Git checkout cannot be read: " + cause.getMessage());
    }
}
