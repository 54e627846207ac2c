package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What SOPS encrypted, and how it is wanted.
 *
 * @param content the whole document, with the metadata of SOPS. An object is JSON with its fields in their order; the build
 *     may have changed what is not encrypted of it
 * @param from the form of the content
 * @param to the form in which the plain document is wanted
 * @param written the file that an object was read from, as it is in the source: what the checksum of SOPS is of; empty
 *     where the content is that of the file, or the object is not from one file of the source
 */
public record EncryptedDocument(String content, EncryptedFormat from, EncryptedFormat to, Optional<String> written) {

    public EncryptedDocument {
        requireNonNull(content, "content");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(written, "written");
    }

    EncryptedDocument(String content, EncryptedFormat from, EncryptedFormat to) {
        this(content, from, to, Optional.empty());
    }

    /** Never the content: what is not encrypted of it may be nobody's business either. */
    @Override
    public String toString() {
        return "an encrypted " + from + " document";
    }
}
