package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FieldProblem;
import dev.sluice.object.ObjectId;
import dev.sluice.source.NotVerified;
import dev.sluice.source.SourceSpec;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.Verification;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The public keys that {@code spec.verify} of a source names.
 *
 * @param written the data of a Secret that this run applies, or that is in the target
 * @param standing the data of a Secret that is in the target, else that this run applies
 */
record SourceKeys(
        Function<ObjectId, Optional<Credentials>> written, Function<ObjectId, Optional<Credentials>> standing) {

    static Optional<ObjectId> secretOf(SourceSpec spec) {
        return spec.verification()
                .map(verification -> new ObjectId("", "Secret", spec.id().namespace(), verification.secretName()));
    }

    /** What is wrong with how a source is to be verified, whatever is fetched. */
    static Optional<Problem> mistake(SourceSpec spec) {
        return spec.verification()
                .filter(verification ->
                        verification.verifiesTag() && !spec.reference().isTag())
                .map(verification -> FieldProblem.of(
                        spec.manifest(),
                        "spec.verify.mode",
                        "cannot verify tag object's signature if a tag reference is not specified",
                        "give spec.ref.tag or spec.ref.semver, or write mode: HEAD"));
    }

    /** The keys of a source that is fetched; empty where it is not to be verified. */
    Optional<Credentials> of(SourceSpec spec) {
        return keys(spec, written);
    }

    /**
     * The keys for the workspace. Those in the target come first: a commit that brings other keys is verified with the
     * old ones, as in Flux, else whoever can push could bring the key that speaks for him.
     */
    Optional<Credentials> ofWorkspace(SourceSpec spec) {
        return keys(spec, standing);
    }

    private static Optional<Credentials> keys(SourceSpec spec, Function<ObjectId, Optional<Credentials>> secrets) {
        Optional<Verification> verification = spec.verification();
        if (verification.isEmpty()) {
            return Optional.empty();
        }
        mistake(spec).ifPresent(problem -> {
            throw notVerified("InvalidVerificationMode", problem);
        });
        String secret = verification.get().secretName();
        Optional<Credentials> keys = secretOf(spec).flatMap(secrets);
        if (keys.isEmpty()) {
            throw notVerified(
                    "VerificationError",
                    FieldProblem.of(
                            spec.manifest(),
                            "spec.verify.secretRef.name",
                            "public keys secret error: secrets \"" + secret + "\" not found",
                            "write it in this repository, or put it into the target"));
        }
        return keys;
    }

    private static InvalidInput notVerified(String reason, Problem problem) {
        return new InvalidInput(List.of(problem), new NotVerified(reason, null));
    }
}
