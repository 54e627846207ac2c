package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.flux.Decryption;
import dev.sluice.flux.UnsupportedDecryption;
import java.util.Set;

/**
 * What a render is told beside the entry.
 *
 * @param skipKinds kinds of Flux that cannot be carried out yet and are left out knowingly
 * @param strict whether a variable without a value is a mistake
 * @param decryption what becomes of that which SOPS encrypted
 * @param survey whether the render goes on in spite of mistakes, and asks nothing outside of the workspace
 */
public record RenderOptions(Set<String> skipKinds, boolean strict, Decryption decryption, boolean survey) {

    public RenderOptions {
        skipKinds = Set.copyOf(skipKinds);
        requireNonNull(decryption, "decryption");
    }

    /** Options of a render that decrypts nothing; where Secrets are left out, those with keys may be missing. */
    public RenderOptions(Set<String> skipKinds, boolean strict) {
        this(skipKinds, strict, new UnsupportedDecryption(!skipKinds.contains("Secret")));
    }

    /** Options of a render that ends with the mistakes it finds. */
    public RenderOptions(Set<String> skipKinds, boolean strict, Decryption decryption) {
        this(skipKinds, strict, decryption, false);
    }
}
