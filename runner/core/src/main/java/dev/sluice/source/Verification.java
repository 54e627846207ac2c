package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * {@code spec.verify} of a GitRepository: whose signatures are asked for (source-controller
 * api/v1/gitrepository_types.go).
 *
 * @param mode {@code HEAD}, or {@code head} as it was once written, {@code Tag} or {@code TagAndHEAD}
 * @param secretName the Secret with the public keys
 */
public record Verification(String mode, String secretName) {

    private static final String BOTH = "TagAndHEAD";

    public Verification {
        requireNonNull(mode, "mode");
        requireNonNull(secretName, "secretName");
    }

    static Optional<Verification> of(JsonNode spec) {
        JsonNode verify = spec.path("verify");
        return verify.isObject()
                ? Optional.of(new Verification(
                        verify.path("mode").asText("HEAD"),
                        verify.path("secretRef").path("name").asText()))
                : Optional.empty();
    }

    /** Whether the tag must be signed that leads to the commit. */
    public boolean verifiesTag() {
        return mode.equals("Tag") || mode.equals(BOTH);
    }

    /** Whether the commit itself must be signed. */
    boolean verifiesHead() {
        return mode.equalsIgnoreCase("HEAD") || mode.equals(BOTH);
    }
}
